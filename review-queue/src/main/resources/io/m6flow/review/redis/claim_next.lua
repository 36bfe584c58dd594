-- Claims this tenant's neediest item of the kinds: first what has only seconds left, then by need, unless it is needed less
-- than what another tenant may have. Passed over is what the reviewer skipped, and what waits for another to agree with
-- the reviewer. Answers with the tenant's bounds as they are then, and LATER with the score of what it could give.
-- ARGV: reviewer, 1 if a lead, lease in milliseconds, milliseconds that count as seconds left, the score up to which an
--       item is claimed, kinds...
local LOOKED_AT_ONCE = 50
local LOOKED_AT_FIRST = 3
local reviewer, lead, lease, most = ARGV[1], ARGV[2] == '1', tonumber(ARGV[3]), tonumber(ARGV[5])
local skipped = key('skipped:' .. reviewer)
reclaim()
redis.call('ZREMRANGEBYSCORE', skipped, '-inf', whole(now))

local function with_bounds(answer)
  local need, ending = bounds()
  answer[3], answer[4] = need, ending
  return answer
end

local function may(id)
  return not redis.call('ZSCORE', skipped, id) and get(id, 'proposedBy') ~= reviewer
end

local function first_of(line)
  -- Nearly always the first will do.
  local from, portion = 0, LOOKED_AT_FIRST
  while true do
    local found = redis.call('ZRANGE', line, from, from + portion - 1, 'WITHSCORES')
    for i = 1, #found, 2 do
      if may(found[i]) then
        return found[i], tonumber(found[i + 1])
      end
    end
    if #found < 2 * portion then
      return nil
    end
    from, portion = from + portion, LOOKED_AT_ONCE
  end
end

local wanted = {}
for i = 6, #ARGV do
  wanted[ARGV[i]] = true
end
local ending = redis.call('ZRANGEBYSCORE', key('urgent'), '-inf', whole(now + tonumber(ARGV[4])), 'LIMIT', 0,
  LOOKED_AT_ONCE)
for _, id in ipairs(ending) do
  local found = redis.call('HMGET', item_key(id), 'kind', 'desk')
  if wanted[found[1]] and (lead or found[2] ~= 'lead') and may(id) then
    return with_bounds(grant(id, reviewer, lease))
  end
end

local neediest, lowest
for kind in pairs(wanted) do
  for _, line in ipairs(lead and { 'lead:', 'pending:' } or { 'pending:' }) do
    local id, score = first_of(key(line .. kind))
    if id and (not lowest or score < lowest) then
      neediest, lowest = id, score
    end
  end
end
if not neediest then
  return with_bounds({ 'NONE', '' })
elseif lowest > most then
  return with_bounds({ 'LATER', whole(lowest) })
end
return with_bounds(grant(neediest, reviewer, lease))
