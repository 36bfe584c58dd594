"""Runs the engine's page of TorchScript, m6.py, on a CUDA device with Python's torch.

1. m6-nano on the device against golden.json (CPU, fp32): the largest difference of the golden logits.
2. Decoding speed of a 24 x 1024 model with random weights in bfloat16 at 1, 16, 64 and 256 rows, beside
   `transformers` generate() at the same shapes, and against the time that memory needs for weights and cache.

Needs torch (with CUDA), numpy and, for the comparison, transformers. Run it from the project's root:

    python3 benchmarks/gpu/measure.py --json gpu.json
"""

import argparse
import io
import json
import math
import pathlib
import struct
import time
import zipfile

import torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "generators/src/main/resources/io/m6flow/generator/m6/m6.py"
NANO = ROOT / "generators/src/main/resources/m6-nano"
GOLDEN = ROOT / "generators/src/test/resources/m6-nano/golden.json"

BASE = dict(layers=24, hidden=1024, heads=16, kv_heads=16, head=64, feed=2816, vocabulary=8064)
SOURCE = 32
TOKENS = 128
STEPS_PER_CALL = 16


def archive(source: str) -> bytes:
    """The same archive that TorchScript.java writes: the page, and one object of its class without parameters."""
    pickle = b"\x80\x02c__torch__\nM6\n)\x81}(X\x08\x00\x00\x00training\x89ub."
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as z:
        z.writestr("m6/data.pkl", pickle)
        z.writestr("m6/code/__torch__.py", source)
        z.writestr("m6/constants.pkl", b"\x80\x02).")
        z.writestr("m6/version", "10\n")
        z.writestr("m6/byteorder", "little")
    return out.getvalue()


def page(device):
    return torch.jit.load(io.BytesIO(archive(PAGE.read_text("utf-8"))), map_location=device)


def safetensors(file: pathlib.Path) -> dict:
    raw = file.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    types = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            begin, end = entry["data_offsets"]
            data = bytearray(raw[8 + size + begin : 8 + size + end])
            tensors[name] = torch.frombuffer(data, dtype=types[entry["dtype"]]).view(entry["shape"]).float()
    return tensors


def laid_out(tensors: dict, layers: int, device) -> list:
    """The order that the page reads."""
    embed = tensors["model.embed_tokens.weight"]
    out = [embed, tensors["model.norm.weight"], tensors.get("lm_head.weight", embed)]
    for layer in range(layers):
        p = f"model.layers.{layer}."
        qkv = [p + f"self_attn.{x}_proj" for x in "qkv"]
        out += [
            tensors[p + "input_layernorm.weight"],
            torch.cat([tensors[n + ".weight"] for n in qkv]),
            torch.cat([tensors[n + ".bias"] for n in qkv]),
            tensors[p + "self_attn.o_proj.weight"],
            tensors[p + "post_attention_layernorm.weight"],
            torch.cat([tensors[p + "mlp.gate_proj.weight"], tensors[p + "mlp.up_proj.weight"]]),
            tensors[p + "mlp.down_proj.weight"],
        ]
    return [t.to(device) for t in out]


def golden(m6, device) -> float:
    config = json.loads((NANO / "config.json").read_text())
    dims = [config["num_hidden_layers"], config["num_attention_heads"], config["num_key_value_heads"], config["head_dim"], 1]
    reals = [config["rms_norm_eps"], config["rope_theta"]]
    w = laid_out(safetensors(NANO / "model.safetensors"), dims[0], device)
    worst = 0.0
    for prompt in json.loads(GOLDEN.read_text("utf-8"))["prompts"]:
        ids = prompt["input_ids"]
        got = m6.prefill(ids, list(range(len(ids))), [len(ids)], w, dims, reals)[0][0].cpu()
        for token, logit in prompt["first_target_position_top10"]:
            worst = max(worst, abs(float(got[token]) - logit))
    return worst


def random_base(device) -> list:
    b = BASE
    g = torch.Generator().manual_seed(7)
    make = lambda *shape: (torch.randn(*shape, generator=g) / math.sqrt(shape[-1])).to(torch.bfloat16).to(device)
    ones = lambda n: torch.ones(n, dtype=torch.bfloat16, device=device)
    q = b["heads"] * b["head"]
    kv = b["kv_heads"] * b["head"]
    embed = make(b["vocabulary"], b["hidden"])
    out = [embed, ones(b["hidden"]), embed]
    for _ in range(b["layers"]):
        out += [ones(b["hidden"]), make(q + 2 * kv, b["hidden"]), make(q + 2 * kv), make(b["hidden"], q),
                ones(b["hidden"]), make(2 * b["feed"], b["hidden"]), make(b["hidden"], b["feed"])]
    return out


def bytes_of(tensors) -> int:
    seen = {t.data_ptr(): t.numel() * t.element_size() for t in tensors}
    return sum(seen.values())


def decode(m6, w, rows: int, device) -> float:
    """Tokens a second, decoding alone."""
    b = BASE
    dims = [b["layers"], b["heads"], b["kv_heads"], b["head"], 1]
    reals = [1e-6, 10000.0]
    columns = 192
    kv = [torch.zeros(rows, b["kv_heads"], columns, b["head"], dtype=w[0].dtype, device=device) for _ in range(2 * b["layers"])]
    bars = torch.zeros(b["vocabulary"], device=device)

    def once() -> float:
        # Python hands the page a copy of the list but the same tensors: what the page writes into them stays.
        positions = list(range(SOURCE)) * rows
        read = m6.prefill([5] * len(positions), positions, [SOURCE] * rows, w, dims, reals)
        for row in range(rows):
            m6.seat(read, SOURCE * row, SOURCE, kv, 0, row, dims)
        token = [7] * rows
        torch.cuda.synchronize()
        begun = time.perf_counter()
        for step in range(0, TOKENS, STEPS_PER_CALL):
            window = min(columns, (SOURCE + step + STEPS_PER_CALL + 31) // 32 * 32)
            out = m6.run(token, [SOURCE + step] * rows, STEPS_PER_CALL, bars, [0], [rows], [window], w, kv, dims, reals)
            token = out.view(rows, STEPS_PER_CALL, -1)[:, -1, -1].long().tolist()
        torch.cuda.synchronize()
        return rows * TOKENS / (time.perf_counter() - begun)

    once()
    return max(once() for _ in range(3))


def transformers_speed(rows: int, device):
    try:
        from transformers import Qwen2Config, Qwen2ForCausalLM
    except ImportError:
        return None
    b = BASE
    config = Qwen2Config(
        hidden_size=b["hidden"], num_hidden_layers=b["layers"], num_attention_heads=b["heads"],
        num_key_value_heads=b["kv_heads"], intermediate_size=b["feed"], vocab_size=b["vocabulary"],
        max_position_embeddings=1024, tie_word_embeddings=True, bos_token_id=1, eos_token_id=None, pad_token_id=0)
    model = Qwen2ForCausalLM(config).to(device=device, dtype=torch.bfloat16).eval()
    ids = torch.full((rows, SOURCE), 5, device=device)

    def once(tokens: int) -> float:
        torch.cuda.synchronize()
        begun = time.perf_counter()
        model.generate(ids, attention_mask=torch.ones_like(ids), max_new_tokens=tokens, min_new_tokens=tokens, do_sample=False)
        torch.cuda.synchronize()
        return time.perf_counter() - begun

    once(8)
    # Reading the source cancels out.
    return max(rows * TOKENS / (once(TOKENS + 1) - once(1)) for _ in range(3))


def bandwidth(device) -> float:
    """Bytes a second of a large copy, read and written."""
    a = torch.empty(1 << 30, dtype=torch.uint8, device=device)
    b = torch.empty_like(a)
    best = 0.0
    for _ in range(5):
        torch.cuda.synchronize()
        begun = time.perf_counter()
        b.copy_(a)
        torch.cuda.synchronize()
        best = max(best, 2 * a.numel() / (time.perf_counter() - begun))
    return best


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--json", type=pathlib.Path)
    arguments.add_argument("--rows", type=int, nargs="+", default=[1, 16, 64, 256])
    asked = arguments.parse_args()
    if not torch.cuda.is_available():
        raise SystemExit("torch sees no CUDA device; this measures one")
    device = torch.device("cuda")
    torch.backends.cuda.matmul.allow_tf32 = False
    with torch.inference_mode():
        m6 = page(device)
        worst = golden(m6, device)
        print(f"{torch.cuda.get_device_name()}, torch {torch.__version__}: m6-nano's golden logits differ by at most {worst:.2e}")
        speed = bandwidth(device)
        w = random_base(device)
        weights = bytes_of(w)
        print(f"24 x 1024, {weights / 2e6:.0f} M parameters in bf16; memory copies {speed / 1e12:.2f} TB/s\n")
        print("| rows | tokens/s | transformers generate | ratio | memory's roof | share |\n|--:|--:|--:|--:|--:|--:|")
        rows_out = []
        for rows in asked.rows:
            ours = decode(m6, w, rows, device)
            theirs = transformers_speed(rows, device)
            cache = rows * (SOURCE + TOKENS / 2) * 2 * BASE["layers"] * BASE["kv_heads"] * BASE["head"] * 2
            roof = rows * speed / (weights + cache)
            other = "-" if theirs is None else f"{theirs:,.0f}"
            ratio = "-" if theirs is None else f"{ours / theirs:.1f}"
            print(f"| {rows} | {ours:,.0f} | {other} | {ratio} | {roof:,.0f} | {ours / roof:.0%} |", flush=True)
            rows_out.append(dict(rows=rows, tokensPerSecond=ours, transformers=theirs, roof=roof))
    if asked.json:
        asked.json.write_text(json.dumps(dict(golden=worst, bytesPerSecond=speed, weights=weights, rows=rows_out), indent=1))


if __name__ == "__main__":
    main()
