-- Notes what became of texts that a recall found; the first fate of a place stands. With the last one the recall is done.
-- KEYS: record:<id>, fates:<id>, open, as recall_order.lua says.
-- ARGV: id, milliseconds for which the fates are kept, the first place, its fate and those of the places after it
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local first = tonumber(ARGV[3])
for i = 4, #ARGV do
  if redis.call('HSETNX', KEYS[2], string.format('%.0f', first + i - 4), ARGV[i]) == 1 then
    redis.call('HINCRBY', KEYS[1], ARGV[i], 1)
  end
end
redis.call('PEXPIRE', KEYS[2], ARGV[2])
local settled = 0
local counts = redis.call('HMGET', KEYS[1], 'RETRACTED', 'OVERTAKEN', 'FAILED', 'found')
for i = 1, 3 do
  settled = settled + tonumber(counts[i] or '0')
end
if settled >= tonumber(counts[4]) then
  redis.call('HSETNX', KEYS[1], 'doneAt', now)
  redis.call('SREM', KEYS[3], ARGV[1])
end
return settled
