"""What an answered case may teach: the complaint with the reply that settled it, masked, waits for a knowledge manager."""

from datetime import datetime

from assistant.casework.work import Work
from assistant.language import masking
from assistant.records.case import Author, Message
from assistant.records.desk import KeptReply
from assistant.records.knowledge import PassageKind, ResolvedCase
from assistant.store import Tx, cases, drafts, people, resolved


def propose(tx: Tx, work: Work, reply: KeptReply, at: datetime) -> None:
    """Keeps the masked pair as proposed. To be called before the reply joins the thread."""
    case, draft = cases.load_case(tx, reply.case), drafts.get(tx, reply.draft)
    text = f"{reply.reply.text}\n\n{reply.reply.private_text}".strip()
    names = {case.customer_name, *(message.name for message in case.thread), people.get(tx, reply.approved_by).name} - {""}
    brand = work.brands[case.brand]
    pair = (
        Message("complaint", Author.CUSTOMER, case.customer_name, case.complaint, at),
        Message("reply", Author.AGENT, "", text, at),
    )
    safe, _masks = masking.mask(pair, sorted(names), keep=(brand.id, brand.name))
    used = draft.draft.passages if draft else ()
    proposed = dict.fromkeys(passage.document for passage in used if passage.kind is PassageKind.POLICY)
    cited = dict.fromkeys(citation.document for citation in draft.draft.citations if citation.document) if draft else {}
    settled = ResolvedCase(
        id=reply.id,
        brand=case.brand,
        channel=case.channel,
        complaint=safe[0].text,
        reply=safe[1].text,
        policies=tuple(cited),
        language=draft.draft.language if draft else case.triage.language.value if case.triage else "nl",
        closed_on=at.date(),
        origin="approved",
        drafted_from=tuple(proposed),
    )
    resolved.save(tx, settled, at=at, state=resolved.PROPOSED, case=case.id)
