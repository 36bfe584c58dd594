-- Ends a lease with what came of it.
-- ARGV: id, fence, DELIVERED, FAILED or GONE, the cause, milliseconds until it is due again (-1: it is given up),
--       milliseconds for which the endpoint asked to be left alone; failures in a row that break it, first pause, longest
--       pause, and for how long it may fail.
-- Answers what it means for the endpoint: NONE, BROKEN, STILL_BROKEN, RECOVERED, DISABLED or STALE.
local id, fence, verdict, cause = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local again, hold = tonumber(ARGV[5]), tonumber(ARGV[6])
local breaking, first, longest, patience = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10])
local state = key('state')

if redis.call('EXISTS', intent(id)) == 0 then
  return 'STALE'
end

if verdict == 'DELIVERED' then
  -- True whoever sent it, also after the end of the lease.
  for _, set in ipairs({ 'leased', 'due', 'open', 'dead' }) do
    redis.call('ZREM', key(set), id)
  end
  end_edition(id)
  redis.call('DEL', intent(id))
  redis.call('HINCRBY', state, 'delivered', 1)
  local broken = redis.call('HEXISTS', state, 'pausedUntil') == 1
  redis.call('HDEL', state, 'failures', 'failingSince', 'trouble', 'pausedUntil', 'pause', 'trial')
  return broken and 'RECOVERED' or 'NONE'
end

if redis.call('HGET', intent(id), 'fence') ~= fence then
  return 'STALE'
end
redis.call('ZREM', key('leased'), id)
redis.call('HINCRBY', state, 'failed', 1)
redis.call('HINCRBY', intent(id), 'attempts', 1)
redis.call('HSET', intent(id), 'cause', cause)
redis.call('HSET', state, 'trouble', cause)

if verdict == 'GONE' then
  redis.call('ZADD', key('due'), whole(now), id)
  redis.call('HSET', state, 'disabled', cause)
  return 'DISABLED'
end

if again < 0 then
  end_edition(id)
  redis.call('ZREM', key('open'), id)
  redis.call('ZADD', key('dead'), whole(now), id)
else
  redis.call('ZADD', key('due'), whole(now + math.max(again, hold)), id)
end
if hold > 0 then
  redis.call('HSET', state, 'heldUntil', whole(math.max(now + hold, tonumber(redis.call('HGET', state, 'heldUntil') or 0))))
end

local failures = redis.call('HINCRBY', state, 'failures', 1)
redis.call('HSETNX', state, 'failingSince', whole(now))
if now - tonumber(redis.call('HGET', state, 'failingSince')) > patience then
  redis.call('HSET', state, 'disabled', 'nothing was delivered for too long; last: ' .. cause)
  return 'DISABLED'
end

local broken = redis.call('HEXISTS', state, 'pausedUntil') == 1
if broken and redis.call('HGET', state, 'trial') ~= id or failures < breaking then
  return 'NONE'
end
local pause = first
if broken then
  pause = math.min(longest, 2 * tonumber(redis.call('HGET', state, 'pause')))
end
redis.call('HSET', state, 'pause', whole(pause), 'pausedUntil', whole(now + pause))
redis.call('HDEL', state, 'trial')
return broken and 'STILL_BROKEN' or 'BROKEN'
