-- Leases what is due, the longest due first. Nothing to an endpoint that is disabled, paused or held; one on trial to a
-- broken one whose pause has ended.
-- ARGV: how many may be under way, the lease in milliseconds.
-- Answers the time, then for each intent its id, type, body, attempts and fence.
local RECLAIMED_AT_ONCE = 100
local concurrency, lease = tonumber(ARGV[1]), tonumber(ARGV[2])
local answer = { whole(now) }

-- What a deliverer had under way that was killed.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('leased'), '-inf', whole(now), 'LIMIT', 0, RECLAIMED_AT_ONCE)) do
  redis.call('ZREM', key('leased'), id)
  redis.call('ZADD', key('due'), whole(now), id)
end

local state = redis.call('HMGET', key('state'), 'disabled', 'pausedUntil', 'heldUntil')
local disabled, paused, held = state[1], tonumber(state[2] or 0), tonumber(state[3] or 0)
if disabled or paused > now or held > now then
  return answer
end

local free = concurrency - redis.call('ZCARD', key('leased'))
local broken = paused > 0
if broken then
  free = math.min(free, 1)
end
if free < 1 then
  return answer
end

for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('due'), '-inf', whole(now), 'LIMIT', 0, free)) do
  redis.call('ZREM', key('due'), id)
  redis.call('ZADD', key('leased'), whole(now + lease), id)
  local fence = redis.call('HINCRBY', intent(id), 'fence', 1)
  local found = redis.call('HMGET', intent(id), 'type', 'body', 'attempts')
  for _, field in ipairs({ id, found[1], found[2], found[3], whole(fence) }) do
    answer[#answer + 1] = field
  end
  if broken then
    -- No second trial while this one is under way; if nothing comes of it, the next after its lease.
    redis.call('HSET', key('state'), 'trial', id, 'pausedUntil', whole(now + lease))
  end
end
return answer
