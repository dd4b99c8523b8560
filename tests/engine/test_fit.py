"""Whether a model fits into memory: the numbers, the reason, and one alternative."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from carrel.engine import fit, gguf
from carrel.engine.api import ModelRefused
from tests.bench import make_model
from tests.engine.mutate import BOOL, U32, Parts

GB = 10**9
SMALL = make_model.Shape("llama", 4, 512, 8, 4, 1024, 2000, 16_384, "F16")


@pytest.fixture(scope="module")
def header(tmp_path_factory: pytest.TempPathFactory) -> gguf.Header:
    """A model of 17 MB that was trained for 16,384 tokens, as if its file were one gigabyte."""
    path = make_model.write(SMALL, tmp_path_factory.mktemp("fit") / "small.gguf")
    return replace(gguf.read(path), file_bytes=GB)


def test_it_fits_where_there_is_room_and_says_the_numbers(header: gguf.Header) -> None:
    answer = fit.will_it_fit(header, fit.Plan(4096), 8 * GB)
    assert answer.fits
    assert answer.try_ is None
    assert GB < answer.needs_bytes < 1.3 * GB
    assert "1.1 GB" in answer.because
    assert "8.0 GB" in answer.because
    answer.require()


def test_a_context_that_is_too_large_offers_the_largest_that_fits(header: gguf.Header) -> None:
    room = fit.needs(header, fit.Plan(2048)).total
    answer = fit.will_it_fit(header, fit.Plan(16_384), room)
    assert not answer.fits
    assert answer.context == 2048
    assert "2,048 tokens" in (answer.try_ or "")
    with pytest.raises(ModelRefused, match="only"):
        answer.require()


def test_a_model_that_is_too_large_offers_the_size_of_one_that_would_fit(header: gguf.Header) -> None:
    answer = fit.will_it_fit(header, fit.Plan(512), GB // 2)
    assert not answer.fits
    assert answer.context is None
    assert "at most 0.4 GB" in (answer.try_ or "")


def test_where_nothing_fits_other_programs_have_to_go(header: gguf.Header) -> None:
    assert "Close other programs" in (fit.will_it_fit(header, fit.Plan(512), 0).try_ or "")


@pytest.mark.parametrize("context", [0, -1, -(10**40), 16_385, 10**6, 10**40])
def test_a_context_the_model_was_not_made_for_is_refused_with_one_that_works(context: int, header: gguf.Header) -> None:
    answer = fit.will_it_fit(header, fit.Plan(context), 8 * GB)
    assert not answer.fits
    assert answer.context == 16_384
    assert "16,384" in answer.because
    assert len(answer.because) < 200


def test_the_usual_context_is_8192_or_what_the_model_knows_or_what_fits(header: gguf.Header) -> None:
    assert fit.default_context(header, 8 * GB) == 8192
    assert fit.default_context(header, 8 * GB, most=32_768) == 16_384
    assert fit.default_context(header, fit.needs(header, fit.Plan(4096)).total) == 4096
    assert fit.default_context(header, 0) is None
    shorter = {**header.values, "llama.context_length": 300}
    assert fit.default_context(replace(header, values=shorter), 8 * GB) == 300


def test_more_context_never_takes_less(header: gguf.Header) -> None:
    totals = [fit.needs(header, fit.Plan(context)).total for context in sorted(fit.CONTEXTS)]
    assert totals == sorted(totals)


def test_keys_and_values_take_two_bytes_for_every_number(header: gguf.Header) -> None:
    layers, key_heads, head_size = 4, 4, 64
    assert fit.needs(header, fit.Plan(4096)).cache == 4096 * layers * key_heads * head_size * 2 * 2


def test_layers_that_look_at_a_window_keep_only_that(header: gguf.Header) -> None:
    renamed = {key.replace("llama.", "gemma2."): value for key, value in header.values.items()}
    windowed = replace(
        header, values={**renamed, "general.architecture": "gemma2", "gemma2.attention.sliding_window": 512}
    )
    whole = fit.needs(windowed, fit.Plan(8192)).cache
    half = fit.needs(windowed, fit.Plan(8192, whole_window=False)).cache
    assert half == whole // 2 + whole // 2 * 1024 // 8192


def test_a_network_with_a_state_takes_the_same_for_every_context(tmp_path: Path) -> None:
    mamba = gguf.read(make_model.write("mamba", tmp_path / "mamba.gguf"))
    assert fit.needs(mamba, fit.Plan(2048)).cache == fit.needs(mamba, fit.Plan(512)).cache == 2 * 128 * (8 + 3) * 4


def test_odd_facts_in_a_header_still_get_an_answer(tmp_path: Path) -> None:
    parts = Parts.of(make_model.write("tiny", tmp_path / "tiny.gguf").read_bytes())
    for key in (b"llama.attention.head_count", b"llama.attention.head_count_kv", b"llama.feed_forward_length"):
        for changed in (parts.with_pair(key, BOOL, b"\1"), parts.with_entries(key, U32, [bytes(4), b"\2\0\0\0"])):
            path = tmp_path / "odd.gguf"
            path.write_bytes(changed.together())
            assert fit.will_it_fit(gguf.read(path), fit.Plan(512), GB).needs_bytes > 0


PEAK = """
import sys, llama_cpp
path, context = sys.argv[1].encode(), int(sys.argv[2])
llama_cpp.llama_backend_init()
plain = llama_cpp.llama_model_default_params()
plain.use_extra_bufts = False  # a repacked copy would count twice: its file stays mapped, though nobody needs it
model = llama_cpp.llama_model_load_from_file(path, plain)
parameters = llama_cpp.llama_context_default_params()
parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = context, 512, 512
room = llama_cpp.llama_init_from_model(model, parameters)
tokens = (llama_cpp.llama_token * 512)(*range(512))
assert llama_cpp.llama_decode(room, llama_cpp.llama_batch_get_one(tokens, 512)) == 0
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.native
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
def test_the_estimate_is_near_what_the_real_loader_takes(tmp_path: Path) -> None:
    path = make_model.write(replace(SMALL, layers=8, width=1024, feed_forward=4096), tmp_path / "model.gguf")
    run = subprocess.run([sys.executable, "-c", PEAK, path, "8192"], capture_output=True, text=True, check=True)
    measured = int(run.stdout) * 1024
    assert fit.needs(gguf.read(path), fit.Plan(8192)).total == pytest.approx(measured, rel=0.1)
