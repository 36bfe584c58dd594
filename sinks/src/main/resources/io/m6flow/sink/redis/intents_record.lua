-- Records an intent, due at once, unless its id is known or a later edition of its place waits. An earlier edition that
-- waits makes room for it; one that is under way stays. Where too much is kept, the oldest that was given up makes room.
-- ARGV: id, type, body, how many intents are kept, how many ids are remembered, the edition's place and sequence (empty: it
--       is none), AGAIN to take in also what is known but waits no more, else ONCE.
-- Answers NEW, REPEATED, OUTDATED or DROPPED.
local id, kept, remembered = ARGV[1], tonumber(ARGV[4]), tonumber(ARGV[5])
local place, sequence, again = ARGV[6], ARGV[7], ARGV[8] == 'AGAIN'

-- As text, digit by digit: Lua's numbers are doubles and lose the last digits of a long.
local function is_newer(a, b)
  if #a ~= #b then
    return #a > #b
  end
  return a > b
end

if redis.call('ZSCORE', key('open'), id) then
  return 'REPEATED'
end
if not again and (redis.call('ZSCORE', key('known'), id) or redis.call('EXISTS', intent(id)) == 1) then
  return 'REPEATED'
end

local other = place ~= '' and redis.call('HGET', key('editions'), place)
if other then
  if is_newer(redis.call('HGET', intent(other), 'sequence'), sequence) then
    return 'OUTDATED'
  end
  if redis.call('ZREM', key('due'), other) == 1 then
    redis.call('ZREM', key('open'), other)
    end_edition(other)
    redis.call('DEL', intent(other))
  end
end

redis.call('ZREM', key('dead'), id)

if redis.call('ZCARD', key('open')) + redis.call('ZCARD', key('dead')) >= kept then
  local oldest = redis.call('ZPOPMIN', key('dead'))
  redis.call('HINCRBY', key('state'), 'dropped', 1)
  if #oldest == 0 then
    redis.call('DEL', intent(id))
    return 'DROPPED'
  end
  redis.call('DEL', intent(oldest[1]))
end

redis.call('HSET', intent(id), 'type', ARGV[2], 'body', ARGV[3], 'recordedAt', whole(now), 'attempts', 0)
if place ~= '' then
  redis.call('HSET', intent(id), 'place', place, 'sequence', sequence)
  redis.call('HSET', key('editions'), place, id)
end
redis.call('ZADD', key('open'), whole(now), id)
redis.call('ZADD', key('due'), whole(now), id)
redis.call('ZADD', key('known'), whole(now), id)
redis.call('ZREMRANGEBYRANK', key('known'), 0, -remembered - 1)
return 'NEW'
