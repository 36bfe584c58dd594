
  # Training: more methods of the class of m6.py, whose maths they share.
  #
  # A batch is some pairs of source and target, one after another without padding: N positions in all, M of them followed
  # by a token of their target. Neighbours that are short together form a group, whose attention is computed at once.
  #
  # pairs   of each position the number of its pair, and whether it is of the source: (2, N)
  # groups  how many positions each group has, then how many of them a target token follows: (2, G)
  # at      the positions that a target token follows: (M)
  # params  the distinct tensors of w, in its order: where the head is the embedding it is left out. float32; bfloat16
  #         copies of them compute where half is 1
  # sums    for each of params, what its gradient has come to in this step
  # moments running means of the gradients (first) and of their squares (second), as AdamW keeps them

  def arranged(self, params: List[Tensor], tied: bool) -> List[Tensor]:
    if not tied:
      return params
    w: List[Tensor] = [params[0], params[1], params[0]]
    for n in range(2, len(params)):
      w.append(params[n])
    return w

  # what the positions of a group see of one another: of their own pair the source, and what came before. (T, T), 0 where
  # seen
  def sight_of_group(self, pair: Tensor, source: Tensor, like: Tensor, dims: List[int]) -> Tensor:
    t = pair.size(0)
    here = torch.arange(t, device=like.device)
    seen = here.unsqueeze(0) <= here.unsqueeze(1)
    if dims[4] == 1:
      seen = seen | (source == 1).unsqueeze(0)
    seen = seen & (pair.unsqueeze(0) == pair.unsqueeze(1))
    return torch.zeros([t, t], device=like.device).masked_fill(~seen, -1e30).to(like.dtype)

  # the hidden states that tell a target token: (N) to (M, D). A share `drop` of the embedding and of what each half of a
  # layer adds is left out. Once the last layer has its keys and values, nothing is computed for positions that no target
  # token follows
  def study(self, ids: Tensor, positions: Tensor, pairs: Tensor, groups: Tensor, at: Tensor, w: List[Tensor], drop: float, dims: List[int], reals: List[float]) -> Tensor:
    x = torch.dropout(torch.embedding(w[0], ids).unsqueeze(0), drop, drop > 0.0)
    turn = self.angles(positions.unsqueeze(0), x, dims, reals)
    shared = dims[1] // dims[2]
    lengths = self.ints(groups[0])
    asking = self.ints(groups[1])
    pair = torch.split(pairs[0], lengths)
    source = torch.split(pairs[1], lengths)
    masks: List[Tensor] = []
    for g in range(len(lengths)):
      masks.append(self.sight_of_group(pair[g], source[g], x, dims))
    for l in range(dims[0]):
      i = 3 + 7 * l
      q, k, v = self.project(x, w, i, turn, dims, reals)
      if l == dims[0] - 1:
        x = x.index_select(1, at)
        q = q.index_select(2, at)
        start = 0
        first = 0
        for g in range(len(lengths)):
          masks[g] = masks[g].index_select(0, at[first:first + asking[g]] - start)
          start = start + lengths[g]
          first = first + asking[g]
        qs = torch.split(q, asking, 2)
      else:
        qs = torch.split(q, lengths, 2)
      if shared > 1:
        k = k.repeat_interleave(shared, 1)
        v = v.repeat_interleave(shared, 1)
      ks = torch.split(k, lengths, 2)
      vs = torch.split(v, lengths, 2)
      seen: List[Tensor] = []
      for g in range(len(lengths)):
        seen.append(torch.scaled_dot_product_attention(qs[g], ks[g], vs[g], masks[g]))
      a = torch.cat(seen, 2).transpose(1, 2).reshape([1, x.size(1), dims[1] * dims[3]])
      x = x + torch.dropout(torch.linear(a, w[i + 3]), drop, drop > 0.0)
      x = x + torch.dropout(self.gated(x, w, i, reals), drop, drop > 0.0)
    return x[0]

  # negative log-likelihood of each target token, given what stands before it: (M)
  def losses(self, ids: Tensor, positions: Tensor, pairs: Tensor, groups: Tensor, at: Tensor, target: Tensor, w: List[Tensor], drop: float, dims: List[int], reals: List[float]) -> Tensor:
    x = self.study(ids, positions, pairs, groups, at, w, drop, dims, reals)
    scores = torch.linear(self.rms(x, w[1], reals), w[2]).float()
    return torch.cross_entropy_loss(scores, target, None, 0)

  def ints(self, t: Tensor) -> List[int]:
    out: List[int] = []
    for i in range(t.size(0)):
      out.append(int(t[i]))
    return out

  # Learns from a batch: adds the gradients of the loss to `sums` and returns the loss, summed over target tokens.
  # sizes [dims..., half, tied], rates [reals..., drop, weight of this batch's loss]. All are tensors, as only this
  # method of a module may be called with gradients
  def forward(self, ids: Tensor, positions: Tensor, pairs: Tensor, groups: Tensor, at: Tensor, target: Tensor, sizes: Tensor, rates: Tensor, params: List[Tensor], sums: List[Tensor]) -> Tensor:
    dims = self.ints(sizes)
    reals: List[float] = [float(rates[0]), float(rates[1])]
    leaves: List[Tensor] = []
    for p in params:
      own = self.halved(p) if dims[5] == 1 else p
      leaves.append(own.detach().requires_grad_(True))
    w = self.arranged(leaves, dims[6] == 1)
    loss = self.losses(ids, positions, pairs, groups, at, target, w, float(rates[2]), dims, reals).sum()
    gradients = torch.grad([loss * float(rates[3])], leaves)
    for n in range(len(gradients)):
      gradient = gradients[n]
      assert gradient is not None
      sums[n].add_(gradient)
    return loss.detach()

  # the losses of a batch, without learning: (M)
  def measure(self, ids: Tensor, positions: Tensor, pairs: Tensor, groups: Tensor, at: Tensor, target: Tensor, half: bool, tied: bool, params: List[Tensor], dims: List[int], reals: List[float]) -> Tensor:
    own: List[Tensor] = []
    for p in params:
      own.append(self.halved(p) if half else p)
    return self.losses(ids, positions, pairs, groups, at, target, self.arranged(own, tied), 0.0, dims, reals)

  # Scales what `sums` hold down to a norm of at most `clip`, and returns the norm that they had
  def clipped(self, sums: List[Tensor], clip: float) -> Tensor:
    norms: List[Tensor] = []
    for s in sums:
      norms.append(torch.norm(s, 2))
    norm = torch.norm(torch.stack(norms), 2)
    torch._foreach_mul_(sums, torch.clamp(clip / (norm + 1e-6), None, 1.0))
    return norm

  # The step of AdamW with this number. The lists must be the caller's own: TorchScript takes writes to the members of a list
  # made here for dead code
  def adamw(self, params: List[Tensor], sums: List[Tensor], first: List[Tensor], second: List[Tensor], number: int, rate: float, decay: float) -> int:
    numbers: List[Tensor] = []
    for p in params:
      numbers.append(torch.full([], number, dtype=6, device=p.device))
    none: List[Tensor] = []
    torch._fused_adamw_(params, sums, first, second, none, numbers, lr=rate, beta1=0.9, beta2=0.95, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return number

  # forgets the gradients of a step
  def discard(self, sums: List[Tensor]) -> int:
    torch._foreach_zero_(sums)
    return 0
