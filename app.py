"""The one process: pages, HTTP intake, worker and headers. `streamlit run app.py` reads this literal from the syntax tree."""

import streamlit as st
from starlette.routing import Mount

from assistant.api import create_api
from assistant.server import lifespan, middleware, running
from assistant.ui.crash import crashed

app = st.App(
    "assistant/ui/main.py",
    lifespan=lifespan,
    routes=[Mount("/api", create_api(running))],
    middleware=middleware(),
    on_script_error=crashed,
)
