class M6(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # The M6 transformer, in TorchScript. It holds nothing: weights and cache are passed in with every call.
  #
  # B rows, T positions, D hidden, L layers, H heads, K key-value heads, d head size, F feed-forward, C columns, V vocabulary
  #
  # w     [embed (V,D), norm (D), head (V,D)], then for each layer
  #       [norm (D), qkv ((H+2K)d, D), qkv bias, out (D, Hd), norm (D), gate and up (2F, D), down (D, F)]
  # kv    for each layer keys and values, (rows, K, C, d); keys are stored after their rotation
  # dims  [L, H, K, d, 1 if a source position sees the whole source else 0]
  # reals [epsilon of the norms, base of the rotation]

  def rms(self, x: Tensor, weight: Tensor, reals: List[float]) -> Tensor:
    f = x.float()
    return weight * (f * torch.rsqrt((f * f).mean([-1], True) + reals[0])).to(x.dtype)

  # cosine and sine of every position's angles: each (B, 1, T, d)
  def angles(self, pos: Tensor, like: Tensor, dims: List[int], reals: List[float]) -> Tuple[Tensor, Tensor]:
    d = dims[3]
    inverse = 1.0 / torch.pow(reals[1], torch.arange(0, d, 2, device=pos.device).float() / d)
    half = pos.float().unsqueeze(-1) * inverse
    a = torch.cat([half, half], -1).unsqueeze(1)
    return (a.cos().to(like.dtype), a.sin().to(like.dtype))

  def rotate(self, x: Tensor, turn: Tuple[Tensor, Tensor]) -> Tensor:
    h = x.size(-1) // 2
    return x * turn[0] + torch.cat([-x[..., h:], x[..., :h]], -1) * turn[1]

  # (B, T, D) to queries (B, H, T, d), keys and values (B, K, T, d)
  def project(self, x: Tensor, w: List[Tensor], i: int, turn: Tuple[Tensor, Tensor], dims: List[int], reals: List[float]) -> Tuple[Tensor, Tensor, Tensor]:
    heads = dims[1]
    kv = dims[2]
    n = torch.linear(self.rms(x, w[i], reals), w[i + 1], w[i + 2])
    n = n.view(x.size(0), x.size(1), heads + 2 * kv, dims[3]).transpose(1, 2)
    return (self.rotate(n[:, :heads], turn), self.rotate(n[:, heads:heads + kv], turn), n[:, heads + kv:])

  # what follows attention in a layer; a is (B, T, Hd)
  def feed(self, x: Tensor, a: Tensor, w: List[Tensor], i: int, reals: List[float]) -> Tensor:
    y = x + torch.linear(a, w[i + 3])
    both = torch.linear(self.rms(y, w[i + 4], reals), w[i + 5])
    f = both.size(-1) // 2
    return y + torch.linear(torch.silu(both[..., :f]) * both[..., f:], w[i + 6])

  # segments: 0 the source, 1.. continuations of it that do not see one another, -1 padding. (B, 1, T, T), 0 where seen
  def sight(self, seg: Tensor, like: Tensor, dims: List[int]) -> Tensor:
    t = seg.size(1)
    here = torch.arange(t, device=seg.device)
    earlier = (here.unsqueeze(0) <= here.unsqueeze(1)).unsqueeze(0)
    source = (seg == 0).unsqueeze(1)
    own = seg.unsqueeze(1) == seg.unsqueeze(2)
    if dims[4] == 1:
      seen = source | (own & earlier)
    else:
      seen = (source | own) & earlier
    none = torch.zeros([seg.size(0), t, t], device=seg.device)
    return none.masked_fill(~seen, -1e30).to(like.dtype).unsqueeze(1)

  # logits in float32 with their log-sum-exp as one more column: (N, D) to (N, V + 1)
  def logits(self, x: Tensor, w: List[Tensor], reals: List[float]) -> Tensor:
    v = torch.linear(self.rms(x, w[1], reals), w[2]).float()
    return torch.cat([v, torch.logsumexp(v, [-1], True)], -1)

  # whole rows at once, (B, T) to (B, T, D); columns 0..T-1 of cache row dest[j] receive row origin[j]
  def read(self, ids: Tensor, pos: Tensor, seg: Tensor, w: List[Tensor], kv: List[Tensor], origin: List[int], dest: List[int], dims: List[int], reals: List[float]) -> Tensor:
    b = ids.size(0)
    t = ids.size(1)
    x = torch.embedding(w[0], ids)
    turn = self.angles(pos, x, dims, reals)
    mask = self.sight(seg, x, dims)
    groups = dims[1] // dims[2]
    store = len(dest) > 0
    from_row = torch.tensor(origin, dtype=4).to(ids.device)
    to_row = torch.tensor(dest, dtype=4).to(ids.device)
    for l in range(dims[0]):
      i = 3 + 7 * l
      q, k, v = self.project(x, w, i, turn, dims, reals)
      if store:
        torch.index_copy_(kv[2 * l][:, :, :t], 0, to_row, k.index_select(0, from_row))
        torch.index_copy_(kv[2 * l + 1][:, :, :t], 0, to_row, v.index_select(0, from_row))
      if groups > 1:
        k = k.repeat_interleave(groups, 1)
        v = v.repeat_interleave(groups, 1)
      a = torch.scaled_dot_product_attention(q, k, v, mask)
      x = self.feed(x, a.transpose(1, 2).reshape([b, t, dims[1] * dims[3]]), w, i, reals)
    return x

  # reads sources into the cache; last is each row's last position. Returns (B, V + 1)
  def prefill(self, ids: List[int], segments: List[int], last: List[int], origin: List[int], dest: List[int], w: List[Tensor], kv: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    b = len(last)
    device = w[0].device
    seg = torch.tensor(segments).view([b, -1]).to(device)
    pos = torch.arange(seg.size(1), device=device).unsqueeze(0).expand([b, -1])
    x = self.read(torch.tensor(ids).view([b, -1]).to(device), pos, seg, w, kv, origin, dest, dims, reals)
    return self.logits(x[torch.arange(b, device=device), torch.tensor(last).to(device)], w, reals)

  # log-probability of each token target[j] after position at[j] of one packed row. Returns (N)
  def score(self, ids: List[int], positions: List[int], segments: List[int], at: List[int], target: List[int], w: List[Tensor], kv: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    device = w[0].device
    none: List[int] = []
    x = self.read(torch.tensor(ids).unsqueeze(0).to(device), torch.tensor(positions).unsqueeze(0).to(device), torch.tensor(segments).unsqueeze(0).to(device), w, kv, none, none, dims, reals)
    v = self.logits(x[0].index_select(0, torch.tensor(at).to(device)), w, reals)
    chosen = v.gather(1, torch.tensor(target).to(device).unsqueeze(1))
    return (chosen - v[:, -1:]).squeeze(1)

  # one token for each of the first B cache rows, at the row's own position; columns beyond window are not read.
  # Returns (B, V + 1)
  def step(self, ids: List[int], positions: List[int], window: int, w: List[Tensor], kv: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    b = len(ids)
    groups = dims[1] // dims[2]
    device = w[0].device
    pos = torch.tensor(positions).to(device)
    x = torch.embedding(w[0], torch.tensor(ids).to(device)).unsqueeze(1)
    turn = self.angles(pos.unsqueeze(1), x, dims, reals)
    unseen = torch.arange(window, device=device).unsqueeze(0) > pos.unsqueeze(1)
    mask = torch.zeros([b, window], device=device).masked_fill(unseen, -1e30).to(x.dtype).view([b, 1, 1, window])
    column = pos.view([b, 1, 1, 1]).expand([b, dims[2], 1, dims[3]])
    for l in range(dims[0]):
      i = 3 + 7 * l
      q, k, v = self.project(x, w, i, turn, dims, reals)
      keys = kv[2 * l][:b]
      values = kv[2 * l + 1][:b]
      torch.scatter_(keys, 2, column, k)
      torch.scatter_(values, 2, column, v)
      # the heads that share a key-value head stand where positions usually do: nothing is copied
      q = q.reshape([b, dims[2], groups, dims[3]])
      a = torch.scaled_dot_product_attention(q, keys[:, :, :window], values[:, :, :window], mask)
      x = self.feed(x, a.reshape([b, 1, dims[1] * dims[3]]), w, i, reals)
    return self.logits(x.squeeze(1), w, reals)

  # a cache of rows and columns that begins with what the old one held
  def grow(self, old: List[Tensor], rows: int, columns: int, w: List[Tensor], dims: List[int]) -> List[Tensor]:
    out: List[Tensor] = []
    for n in range(2 * dims[0]):
      new = torch.zeros([rows, dims[2], columns, dims[3]], device=w[0].device).to(w[0].dtype)
      if len(old) > 0:
        new[:old[n].size(0), :, :old[n].size(2)].copy_(old[n])
      out.append(new)
    return out

  # row `source` of the cache becomes row `target` too
  def move(self, kv: List[Tensor], source: int, target: int, columns: int) -> int:
    for n in range(len(kv)):
      kv[n][target, :, :columns].copy_(kv[n][source, :, :columns])
    return target
