-- Records an intent, due at once, unless its id is known. Where too much is kept, the oldest that was given up makes room.
-- ARGV: id, type, body, how many intents are kept, how many ids are remembered. Answers NEW, REPEATED or DROPPED.
local id, kept, remembered = ARGV[1], tonumber(ARGV[4]), tonumber(ARGV[5])
if redis.call('ZSCORE', key('known'), id) or redis.call('EXISTS', intent(id)) == 1 then
  return 'REPEATED'
end

if redis.call('ZCARD', key('open')) + redis.call('ZCARD', key('dead')) >= kept then
  redis.call('HINCRBY', key('state'), 'dropped', 1)
  local oldest = redis.call('ZPOPMIN', key('dead'))
  if #oldest == 0 then
    return 'DROPPED'
  end
  redis.call('DEL', intent(oldest[1]))
end

redis.call('HSET', intent(id), 'type', ARGV[2], 'body', ARGV[3], 'recordedAt', whole(now), 'attempts', 0)
redis.call('ZADD', key('open'), whole(now), id)
redis.call('ZADD', key('due'), whole(now), id)
redis.call('ZADD', key('known'), whole(now), id)
redis.call('ZREMRANGEBYRANK', key('known'), 0, -remembered - 1)
return 'NEW'
