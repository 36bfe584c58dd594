class M6(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool

  # The M6 transformer, in TorchScript. It holds nothing: weights and cache are passed in with every call.
  #
  # B rows, T positions, D hidden, L layers, H heads, K key-value heads, d head size, F feed-forward,
  # C columns, V vocabulary
  #
  # w     [embed (V,D), norm (D), head (V,D)], then for each layer
  #       [norm (D), qkv ((H+2K)d, D), qkv bias, out (D, Hd), norm (D), gate and up (2F, D), down (D, F)]
  # kv    the cache, in lanes: those of one lane have rows of the same number of columns C. For each lane and layer keys
  #       and values, (rows, K, C, d); keys are stored after their rotation
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
    half = torch.chunk(x, 2, -1)
    return x * turn[0] + torch.cat([-half[1], half[0]], -1) * turn[1]

  # (B, T, D) to queries (B, H, T, d), keys and values (B, K, T, d)
  def project(self, x: Tensor, w: List[Tensor], i: int, turn: Tuple[Tensor, Tensor], dims: List[int], reals: List[float]) -> Tuple[Tensor, Tensor, Tensor]:
    heads = dims[1]
    kv = dims[2]
    n = torch.linear(self.rms(x, w[i], reals), w[i + 1], w[i + 2])
    n = n.view(x.size(0), x.size(1), heads + 2 * kv, dims[3]).transpose(1, 2)
    part = torch.split(n, [heads, kv, kv], 1)
    return (self.rotate(part[0], turn), self.rotate(part[1], turn), part[2])

  # the feed-forward half of a layer, without its residual: (B, T, D) to (B, T, D)
  def gated(self, y: Tensor, w: List[Tensor], i: int, reals: List[float]) -> Tensor:
    both = torch.chunk(torch.linear(self.rms(y, w[i + 4], reals), w[i + 5]), 2, -1)
    return torch.linear(torch.silu(both[0]) * both[1], w[i + 6])

  # what follows attention in a layer; a is (B, T, Hd)
  def feed(self, x: Tensor, a: Tensor, w: List[Tensor], i: int, reals: List[float]) -> Tensor:
    y = x + torch.linear(a, w[i + 3])
    return y + self.gated(y, w, i, reals)

  # segments of one row: 0 the source, 1.. continuations of it that do not see one another. (T, T), 0 where seen
  def sight(self, seg: Tensor, like: Tensor, dims: List[int]) -> Tensor:
    t = seg.size(0)
    here = torch.arange(t, device=seg.device)
    earlier = here.unsqueeze(0) <= here.unsqueeze(1)
    source = (seg == 0).unsqueeze(0)
    own = seg.unsqueeze(0) == seg.unsqueeze(1)
    if dims[4] == 1:
      seen = source | (own & earlier)
    else:
      seen = (source | own) & earlier
    return torch.zeros([t, t], device=seg.device).masked_fill(~seen, -1e30).to(like.dtype)

  # logits in float32 with their log-sum-exp as one more column: (N, D) to (N, V + 1)
  def logits(self, x: Tensor, w: List[Tensor], reals: List[float]) -> Tensor:
    v = torch.linear(self.rms(x, w[1], reals), w[2]).float()
    return torch.cat([v, torch.logsumexp(v, [-1], True)], -1)

  # rows that lie one after another without padding, lengths[i] positions each: (N) to (N, D). What positions see is one
  # another within their row: what `mask` says, or all, or for a causal model those before. Without a mask each layer's
  # keys and values, (K, N, d), are put into `kept`, and only the rows' last positions are wanted: (B, D); nothing else is
  # computed once the last layer has its keys and values
  def read(self, ids: Tensor, pos: Tensor, lengths: List[int], mask: Optional[Tensor], w: List[Tensor], kept: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    x = torch.embedding(w[0], ids).unsqueeze(0)
    turn = self.angles(pos.unsqueeze(0), x, dims, reals)
    groups = dims[1] // dims[2]
    causal = mask is None and dims[4] == 0
    starts: List[int] = []
    total = 0
    for n in lengths:
      starts.append(total)
      total = total + n
    for l in range(dims[0]):
      i = 3 + 7 * l
      ends = mask is None and l == dims[0] - 1
      q, k, v = self.project(x, w, i, turn, dims, reals)
      if mask is None:
        kept.append(k[0])
        kept.append(v[0])
      if groups > 1:
        k = k.repeat_interleave(groups, 1)
        v = v.repeat_interleave(groups, 1)
      seen: List[Tensor] = []
      for s in range(len(lengths)):
        a = starts[s]
        b = a + lengths[s]
        asking = q[:, :, b - 1:b] if ends else q[:, :, a:b]
        seen.append(torch.scaled_dot_product_attention(asking, k[:, :, a:b], v[:, :, a:b], mask, 0., causal and not ends))
      all = torch.cat(seen, 2) if len(seen) > 1 else seen[0]
      if ends:
        last = torch.tensor(lengths).cumsum(0) - 1
        x = x.index_select(1, last.to(x.device))
      x = self.feed(x, all.transpose(1, 2).reshape([1, all.size(2), dims[1] * dims[3]]), w, i, reals)
    return x[0]

  # reads sources and leaves the cache alone. Returns the logits after each one's last position, (B, V + 1), then what the
  # cache is to hold of them, for each layer keys and values, (K, N, d)
  def prefill(self, ids: List[int], positions: List[int], lengths: List[int], w: List[Tensor], dims: List[int], reals: List[float]) -> List[Tensor]:
    device = w[0].device
    kept: List[Tensor] = []
    x = self.read(torch.tensor(ids).to(device), torch.tensor(positions).to(device), lengths, None, w, kept, dims, reals)
    return [self.logits(x, w, reals)] + kept

  # the logits of what was read
  def first(self, read: List[Tensor]) -> Tensor:
    return read[0]

  # `length` positions from `start` on of what was read go into a row of the cache
  def seat(self, read: List[Tensor], start: int, length: int, kv: List[Tensor], lane: int, row: int, dims: List[int]) -> int:
    per_lane = 2 * dims[0]
    for n in range(per_lane):
      kv[per_lane * lane + n][row, :, :length].copy_(read[1 + n][:, start:start + length])
    return row

  # log-probability of each token target[j] after position at[j] of one packed row. Returns (N)
  def score(self, ids: List[int], positions: List[int], segments: List[int], at: List[int], target: List[int], w: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    device = w[0].device
    none: List[Tensor] = []
    mask = self.sight(torch.tensor(segments).to(device), w[0], dims)
    x = self.read(torch.tensor(ids).to(device), torch.tensor(positions).to(device), [len(ids)], mask, w, none, dims, reals)
    v = self.logits(x.index_select(0, torch.tensor(at).to(device)), w, reals)
    chosen = v.gather(1, torch.tensor(target).to(device).unsqueeze(1))
    return (chosen - v[:, -1:]).squeeze(1)

  # tokens for rows of the cache, T for each from the row's own position on: (B, T) to (B, T, D). The rows of lanes[0]
  # come first, rows[0] of them, then those of lanes[1]. Columns beyond a lane's window are not read
  def write(self, ids: Tensor, start: Tensor, lanes: List[int], rows: List[int], windows: List[int], w: List[Tensor], kv: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    b = ids.size(0)
    t = ids.size(1)
    groups = dims[1] // dims[2]
    pos = start.unsqueeze(1) + torch.arange(t, device=ids.device)
    x = torch.embedding(w[0], ids)
    turn = self.angles(pos, x, dims, reals)
    masks: List[Tensor] = []
    columns: List[Tensor] = []
    first = 0
    for g in range(len(lanes)):
      own = pos[first:first + rows[g]]
      unseen = torch.arange(windows[g], device=ids.device) > own.unsqueeze(2)
      mask = torch.zeros([rows[g], t, windows[g]], device=ids.device).masked_fill(unseen, -1e30).to(x.dtype)
      masks.append(mask.repeat([1, groups, 1]).unsqueeze(1))
      columns.append(own.view([rows[g], 1, t, 1]).expand([rows[g], dims[2], t, dims[3]]))
      first = first + rows[g]
    for l in range(dims[0]):
      i = 3 + 7 * l
      q, k, v = self.project(x, w, i, turn, dims, reals)
      seen: List[Tensor] = []
      first = 0
      for g in range(len(lanes)):
        n = rows[g]
        at = 2 * (lanes[g] * dims[0] + l)
        keys = kv[at][:n]
        values = kv[at + 1][:n]
        torch.scatter_(keys, 2, columns[g], k[first:first + n])
        torch.scatter_(values, 2, columns[g], v[first:first + n])
        # the heads that share a key-value head stand where positions usually do: nothing is copied
        shared = q[first:first + n].reshape([n, dims[2], groups * t, dims[3]])
        seen.append(torch.scaled_dot_product_attention(shared, keys[:, :, :windows[g]], values[:, :, :windows[g]], masks[g]))
        first = first + n
      a = torch.cat(seen) if len(seen) > 1 else seen[0]
      x = self.feed(x, a.reshape([b, dims[1], t, dims[3]]).transpose(1, 2).reshape([b, t, dims[1] * dims[3]]), w, i, reals)
    return x

  # one pass over T tokens a row. Returns (B T, V + 1)
  def step(self, ids: List[int], positions: List[int], lanes: List[int], rows: List[int], windows: List[int], w: List[Tensor], kv: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    device = w[0].device
    fed = torch.tensor(ids).view([len(positions), -1]).to(device)
    x = self.write(fed, torch.tensor(positions).to(device), lanes, rows, windows, w, kv, dims, reals)
    return self.logits(x.flatten(0, 1), w, reals)

  # n passes over one token a row, each fed with the best token of the one before; bars is (V), 0 or -inf for what may
  # not be chosen. Returns (B n, V + 2): the last column is the token that was chosen
  def run(self, ids: List[int], positions: List[int], n: int, bars: Tensor, lanes: List[int], rows: List[int], windows: List[int], w: List[Tensor], kv: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    device = w[0].device
    token = torch.tensor(ids).to(device)
    start = torch.tensor(positions).to(device)
    out: List[Tensor] = []
    for i in range(n):
      x = self.write(token.unsqueeze(1), start + i, lanes, rows, windows, w, kv, dims, reals)
      v = self.logits(x.squeeze(1), w, reals)
      token = (v[:, :-1] + bars).argmax(-1)
      out.append(torch.cat([v, token.unsqueeze(1).float()], -1))
    return torch.stack(out, 1).flatten(0, 1)

  # lane `lane` of the cache gets room for this many rows; what it held stays. Zeros, for what is masked is still
  # multiplied
  def reserve(self, kv: List[Tensor], lane: int, rows: int, columns: int, w: List[Tensor], dims: List[int]) -> int:
    per_lane = 2 * dims[0]
    for n in range(per_lane * (lane + 1) - len(kv)):
      kv.append(torch.zeros([0], device=w[0].device))
    for n in range(per_lane * lane, per_lane * (lane + 1)):
      new = torch.zeros([rows, dims[2], columns, dims[3]], device=w[0].device).to(w[0].dtype)
      if kv[n].dim() == 4:
        new[:kv[n].size(0)].copy_(kv[n])
      kv[n] = new
    return rows

  # what row `source` of one lane holds in its first columns, row `target` of another holds too
  def move(self, kv: List[Tensor], from_lane: int, source: int, to_lane: int, target: int, columns: int, dims: List[int]) -> int:
    per_lane = 2 * dims[0]
    for n in range(per_lane):
      kv[per_lane * to_lane + n][target, :, :columns].copy_(kv[per_lane * from_lane + n][source, :, :columns])
    return target

  # a row without a trace of what it held, were it no number
  def wipe(self, kv: List[Tensor], lane: int, row: int, dims: List[int]) -> int:
    per_lane = 2 * dims[0]
    for n in range(per_lane * lane, per_lane * (lane + 1)):
      kv[n][row].zero_()
    return row

  # gives the cache's memory back
  def forget(self, kv: List[Tensor]) -> int:
    kv.clear()
    return 0

  # a tensor in bfloat16
  def halved(self, x: Tensor) -> Tensor:
    return x.to(15)
