"""What a key reaches in the case in hand, for the frame; the list beside it has keys of its own (`main.py`)."""

CASE_KEYS: dict[str, dict[str, str | int]] = {
    "ctrl+enter": {"act": "approve"},
    "alt+n": {"act": "skip"},
    "alt+w": {"focus": "fact-"},
    "alt+a": {"focus": "edit-"},
    "alt+p": {"act": "private"},
    "alt+l": {"act": "promise"},
    "alt+h": {"act": "rewrite"},
    "alt+q": {"act": "stop"},
    "alt+r": {"act": "take_all"},
    "alt+s": {"act": "second"},
    "alt+x": {"act": "no_reply"},
    "alt+k": {"act": "wait_customer"},
    "alt+c": {"act": "wait_colleague"},
    "alt+b": {"act": "called"},
    "alt+m": {"act": "merge"},
    "alt+o": {"act": "hand_over"},
    "alt+t": {"act": "take_back"},
    "alt+v": {"act": "take_over"},
    "alt+j": {"act": "acknowledge"},
    "alt+u": {"act": "i_call"},
    "alt+i": {"act": "not_so"},
    "alt+y": {"act": "hide"},
    "alt+enter": {"act": "mark"},
    **{f"{before}{number}": {"act": f"reason-{number}"} for number in range(1, 6) for before in ("", "alt+")},
    **{f"{before}{number}": {"act": f"first-{number}"} for number in range(6, 10) for before in ("", "alt+")},
}
"""The key of a Streamlit element or how it begins (`focus`), or what is marked `data-act` (`act`)."""

BY_ACT = {
    str(reached["act"]): "+".join(part.capitalize() for part in name.split("+"))
    for name, reached in CASE_KEYS.items()
    if "+" in name and "act" in reached
}
"""How the key of an act is written on the screen: `{"called": "Alt+B"}`."""
