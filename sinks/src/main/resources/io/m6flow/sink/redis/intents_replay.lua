-- Makes what was given up due again, the oldest first, with all its attempts.
-- ARGV: how many at most. Answers how many.
local found = redis.call('ZRANGE', key('dead'), 0, tonumber(ARGV[1]) - 1)
for _, id in ipairs(found) do
  redis.call('ZREM', key('dead'), id)
  redis.call('ZADD', key('open'), redis.call('HGET', intent(id), 'recordedAt'), id)
  redis.call('ZADD', key('due'), whole(now), id)
  redis.call('HSET', intent(id), 'attempts', 0)
end
return #found
