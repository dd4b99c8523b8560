"""Chat templates of many families are rendered around what was said, and hostile ones are refused (P22, P14)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from carrel.engine.api import Turn
from carrel.engine.template import MOST_OUTPUT, PLAIN_TEMPLATE, ChatTemplate, Piece, TemplateBroken

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
HEADERS = """{{- bos_token }}
{%- for message in messages %}
    {{- '<|start_header_id|>' + message.role + '<|end_header_id|>\n\n' + message.content | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}"""
NO_SYSTEM = """{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}
{% endif %}{% for message in messages %}
{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
{% endif %}
{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}
{{ '<start_of_turn>' + role + '\n' + message['content'] | trim + '<end_of_turn>\n' }}
{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model\n'}}{% endif %}"""
ALTERNATING = """{{ bos_token }}{% for message in messages %}
{%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
{{- raise_exception('Conversation roles must alternate') }}{% endif %}
{%- if message['role'] == 'user' %}{{- ' [INST] ' + message['content'] + ' [/INST]' }}
{%- elif message['role'] == 'assistant' %}{{- ' ' + message['content'] + eos_token }}
{%- else %}{{- raise_exception('Only user and assistant roles are supported!') }}{% endif %}{% endfor %}"""
SYSTEM_IN_LAST_QUESTION = """{%- if messages[0].role == 'system' %}{%- set system = messages[0].content %}
{%- set rest = messages[1:] %}{%- else %}{%- set rest = messages %}{%- endif %}{{- bos_token }}
{%- for message in rest %}{%- if message.role == 'user' %}
{%- if loop.last and system is defined %}{{- '[INST] ' + system + '\n\n' + message.content + '[/INST]' }}
{%- else %}{{- '[INST] ' + message.content + '[/INST]' }}{%- endif %}
{%- else %}{{- ' ' + message.content + eos_token }}{%- endif %}{%- endfor %}"""
PIPES = """{% for message in messages %}{{'<|' + message['role'] + '|>' + '\n' + message['content'] + '<|end|>\n' }}
{%- endfor %}{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}"""
THINKING_STRIPPED = """{% set ns = namespace(system='') %}{%- for message in messages %}
{%- if message['role'] == 'system' %}{% set ns.system = message['content'] %}{%- endif %}{%- endfor %}
{{- bos_token }}{{ ns.system }}
{%- for message in messages %}{%- if message['role'] == 'user' %}{{- '<|User|>' + message['content'] }}{%- endif %}
{%- if message['role'] == 'assistant' %}{% set content = message['content'] %}
{%- if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}
{{- '<|Assistant|>' + content + eos_token }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{ '<|Assistant|><think>\n' }}{% endif %}"""
THINKING_SWITCH = """{%- if tools %}{{- '# Tools' }}{%- endif %}
{%- for message in messages %}{%- if message.role == 'assistant' %}
{%- set reasoning = message.reasoning_content if message.reasoning_content is string else '' %}
{{- '<|im_start|>assistant\n' + reasoning + message.content.lstrip('\n') + '<|im_end|>\n' }}
{%- else %}{{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}{%- endif %}{%- endfor %}
{%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}
{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\n\n</think>\n\n' }}{%- endif %}
{%- endif %}"""
MACRO = """{% macro say(role, content) %}<{{ role }}>{{ content }}</{{ role }}>
{% endmacro %}{% for message in messages %}{{ say(message.role, message.content) }}{% endfor %}
{% if add_generation_prompt %}<assistant>{% endif %}"""
LOOP_CONTROLS = """{% for message in messages %}
{% if message.role not in ['system', 'user', 'assistant'] %}{% continue %}
{% endif %}{{ loop.index }}. {{ message.role|upper }}: {{ message.content }}
{% endfor %}{% if add_generation_prompt %}ASSISTANT:{% endif %}"""
DATED = """{% if messages[0].role != 'system' %}<sys>Today is {{ strftime_now('%d %B %Y') }}.</sys>{% endif %}
{% for message in messages %}<{{ message.role }}>{{ message.content }}</s>{% endfor %}<assistant>"""
SPELLED_OUT = """{% for message in messages %}{% if message.role == 'system' %}{{ message.content ~ '\n\n' }}
{% elif message.role == 'user' %}### Instruction:\n{{ message.content }}\n\n
{% else %}### Response:\n{{ message.content }}
{{ eos_token }}\n\n{% endif %}{% endfor %}{% if add_generation_prompt %}### Response:\n{% endif %}"""

FAMILIES = {
    "chatml": CHATML,
    "headers": HEADERS,
    "no system": NO_SYSTEM,
    "alternating": ALTERNATING,
    "system in the last question": SYSTEM_IN_LAST_QUESTION,
    "pipes": PIPES,
    "thinking stripped": THINKING_STRIPPED,
    "thinking switch": THINKING_SWITCH,
    "macro": MACRO,
    "loop controls": LOOP_CONTROLS,
    "dated": DATED,
    "spelled out": SPELLED_OUT,
    "plain": PLAIN_TEMPLATE,
}

CHAT = (Turn("system", "Be kind."), Turn("user", "Why?"), Turn("assistant", "Because."), Turn("user", "And now?"))

turns = some.lists(
    some.builds(Turn, some.sampled_from(["system", "user", "assistant"]), some.text(min_size=1, max_size=12)),
    min_size=1,
    max_size=6,
)


def made(source: str) -> ChatTemplate:
    """The template with the start and end marks of many vocabularies."""
    return ChatTemplate(source, bos="<s>", eos="</s>")


def written(pieces: Sequence[Piece]) -> str:
    """The prompt as one text."""
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_writes_every_word_once_and_in_order(family: str) -> None:
    pieces = made(FAMILIES[family]).pieces(CHAT)
    contents = [piece.text for piece in pieces if not piece.own]
    text = "\n".join(contents)
    at = [text.index(turn.text) for turn in CHAT if turn.role != "system"]
    assert at == sorted(at)
    assert text.count("Be kind.") == 1
    assert all(turn.text not in piece.text for piece in pieces if piece.own for turn in CHAT)


@given(some.sampled_from(sorted(FAMILIES)), turns)
def test_any_conversation_is_written_whole_or_refused(family: str, conversation: list[Turn]) -> None:
    pieces = made(FAMILIES[family]).pieces(conversation)
    contents = "\x00".join(piece.text for piece in pieces if not piece.own)
    for turn in conversation:
        assert turn.text in contents


def test_chatml_is_written_as_its_makers_write_it() -> None:
    assert written(made(CHATML).pieces(CHAT)) == (
        "<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nWhy?<|im_end|>\n"
        "<|im_start|>assistant\nBecause.<|im_end|>\n<|im_start|>user\nAnd now?<|im_end|>\n<|im_start|>assistant\n"
    )


def test_white_space_control_is_that_of_the_makers() -> None:
    expected = (
        "<s><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>"
    )
    assert written(made(HEADERS).pieces(CHAT[1:2])) == expected + "\n\n"


def test_instructions_go_into_the_first_question_where_there_is_no_system() -> None:
    text = written(made(NO_SYSTEM).pieces(CHAT))
    assert "<start_of_turn>user\nBe kind.\n\nWhy?<end_of_turn>" in text
    assert text.endswith("<start_of_turn>model\n")


def test_neighbours_are_joined_where_turns_must_alternate() -> None:
    talk = [Turn("assistant", "Hello."), Turn("user", "One."), Turn("user", "Two.")]
    assert written(made(ALTERNATING).pieces(talk)) == "<s> [INST] … [/INST] Hello.</s> [INST] One.\n\nTwo. [/INST]"


def test_instructions_alone_can_be_written() -> None:
    assert "Be kind." in written(made(NO_SYSTEM).pieces(CHAT[:1], ask=False))


def test_reading_ahead_leaves_the_marker_of_the_reply_out() -> None:
    template = made(CHATML)
    assert written(template.pieces(CHAT)) == written(template.pieces(CHAT, ask=False)) + "<|im_start|>assistant\n"


def test_a_prompt_that_makes_the_model_think_ends_with_the_opening_mark() -> None:
    last = made(THINKING_STRIPPED).pieces(CHAT)[-1]
    assert last.own
    assert last.text.rstrip().endswith("<think>")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_reply_that_goes_on_ends_with_its_last_character(family: str) -> None:
    talk = (*CHAT, Turn("assistant", "Now we "))
    pieces = made(FAMILIES[family]).pieces(talk, continues=True)
    assert pieces[-1] == Piece("Now we ", own=False)
    assert written(pieces).count("Now we ") == 1


def test_what_is_said_is_never_looked_at_by_the_template() -> None:
    for said in ("{{ bos_token }}", "{% for x in y %}", "CARREL", "<|im_end|>", "x</think>y", "\n\n", " "):
        pieces = made(THINKING_STRIPPED).pieces([Turn("user", said), Turn("assistant", said), Turn("user", "b")])
        assert [piece.text for piece in pieces if not piece.own] == [said, said, "b"]


LOSSY = {
    "drops what was said": "{% for message in messages %}<{{ message.role }}>{% endfor %}",
    "drops all but the last": "{{ messages[-1].content }}",
    "says it twice": "{% for message in messages %}{{ message.content }}{{ message.content }}{% endfor %}",
    "says it in capitals": "{% for message in messages %}{{ message.content | upper }}{% endfor %}",
    "says half of it": "{% for message in messages %}{{ message.content[:9] }}{% endfor %}",
    "says it backwards": "{% for message in messages %}{{ message.content | reverse }}{% endfor %}",
    "turns the order round": "{% for message in messages | reverse %}{{ message.content }}{% endfor %}",
}
HOSTILE = {
    "syntax": "{% for message in messages %}{{ message.content }}",
    "unknown tag": "{% carry on %}",
    "unknown filter": "{{ messages | unheard_of }}",
    "always refuses": "{{ raise_exception('no') }}",
    "writes without end": "{% for a in range(90000) %}" + "x" * 60 + "{% endfor %}",
    "recursion": "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    "recursive loop": "{% for m in messages recursive %}{{ loop(messages) }}{% endfor %}",
    "too large a range": "{% for a in range(10**9) %}{% endfor %}",
    "too many loops": "{% for a in messages %}" * 30 + "{% endfor %}" * 30,
    "too deep": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "undefined": "{{ nothing.at.all }}",
    "not a number": "{{ 'a' + 1 }}",
    "by zero": "{{ 1 / 0 }}",
    "no such key": "{{ {}['a'] + 'b' }}",
    "wrong call": "{{ messages(1) }}",
    "imports": "{% import 'os' as os %}",
    "includes": "{% include '/etc/passwd' %}",
    "extends": "{% extends 'other' %}",
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals": "{{ raise_exception.__globals__['secrets'] }}",
    "code": "{{ strftime_now.__code__.co_filename }}",
    "attr filter": "{{ (''|attr('__class__')|attr('__mro__'))[0] }}",
    "format": "{{ '{0.__class__}'.format(messages).x.y }}",
    "changes the turns": "{% set _ = messages.append({'role': 'user'}) %}",
    "changes a turn": "{% set _ = messages[0].update({'role': 'user'}) %}",
    "itself": "{{ self.__init__.__globals__ }}",
    "cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "not a name": "{{ messages[0].content.__getattribute__('x') }}",
}


@pytest.mark.parametrize("how", LOSSY)
def test_a_template_that_alters_what_was_said_is_refused(how: str) -> None:
    with pytest.raises(TemplateBroken, match="loses or repeats"):
        made(LOSSY[how]).pieces(CHAT)


@pytest.mark.parametrize("how", HOSTILE)
def test_a_broken_or_hostile_template_is_refused_although_it_loses_nothing(how: str) -> None:
    with pytest.raises(TemplateBroken) as refusal:
        made(HOSTILE[how] + CHATML).pieces(CHAT)
    assert "loses or repeats" not in str(refusal.value)


def test_a_template_may_write_much_but_not_more_than_it_may() -> None:
    loop = "{% for message in messages %}{{ message.content }}{% endfor %}"
    assert len(written(made("x" * (MOST_OUTPUT - 1000) + loop).pieces(CHAT))) < MOST_OUTPUT
    with pytest.raises(TemplateBroken, match="without end"):
        made("x" * MOST_OUTPUT + loop).pieces(CHAT)


@given(some.text(alphabet="{}%-# \n'\"|abmessageconti.[]()0+", max_size=60))
def test_no_template_raises_anything_else(source: str) -> None:
    try:
        made(source).pieces(CHAT)
    except TemplateBroken:
        return
