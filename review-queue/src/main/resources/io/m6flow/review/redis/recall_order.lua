-- Orders that all that a recall found is taken back; an order stands, whoever gives another one.
-- KEYS: record:<id> (hash: recall, as JSON, and found, how many; orderedBy, via and orderedAt once ordered; RETRACTED,
--       OVERTAKEN and FAILED, how many have which fate; doneAt once all have one), found:<id> (list of what it found, as
--       JSON; fates:<id> is a hash of its places, from 0, to their fates), open (set of those ordered and not done).
--       Beside them stands all (sorted set of the recalls by when they searched).
-- ARGV: id, who orders, via, milliseconds for which the list is kept. Answers NOW, BEFORE or UNKNOWN.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 'UNKNOWN'
elseif redis.call('HEXISTS', KEYS[1], 'orderedBy') == 1 then
  return 'BEFORE'
end
redis.call('HSET', KEYS[1], 'orderedBy', ARGV[2], 'via', ARGV[3], 'orderedAt', now)
redis.call('PERSIST', KEYS[1])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
redis.call('SADD', KEYS[3], ARGV[1])
return 'NOW'
