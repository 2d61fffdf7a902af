"""Writes a reply with a language model: fills the prompt, reads the answer, maps its source marks to citations."""

from collections.abc import Callable

from assistant.content.prompts import Prompts
from assistant.drafting.kit import WritingTask, Written
from assistant.ports import ChatModel, OnToken
from assistant.records.draft import Reply


class ModelWriter:
    """A `Writer` over a `ChatModel`. `tokens` counts what a text costs, for the budget."""

    def __init__(self, model: ChatModel, prompts: Prompts, tokens: Callable[[str], int]) -> None:
        self._model, self._prompts, self._tokens = model, prompts, tokens

    def write(self, task: WritingTask, on_token: OnToken) -> Written:
        """Raises `ModelError` when the model gives no usable answer."""
        prompt = self._prompts.fill("reply", complaint=task.case.complaint)
        answer = self._model.write([("system", prompt.system), ("user", prompt.user)], on_token)
        return Written(
            Reply(answer.text),
            writer="model",
            prompt=prompt.label,
            model=answer.model,
            tokens_in=answer.tokens_in,
            tokens_out=answer.tokens_out,
        )
