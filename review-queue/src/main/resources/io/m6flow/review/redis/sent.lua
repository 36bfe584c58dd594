-- Drops sealed decisions, with their feedback, up to an index that Kafka has acknowledged, and keeps the offset of the
-- last of them.
-- A chain that knows less than Kafka (Redis was lost) goes on from what Kafka holds.
-- KEYS[1]: prefix of the chain's keys. ARGV: index, its hash, its offset
local head_key, sealed, feedback = KEYS[1] .. 'head', KEYS[1] .. 'sealed', KEYS[1] .. 'feedback'
local head = redis.call('HMGET', head_key, 'index', 'sentIndex')
local index, sent = tonumber(head[1] or '0'), tonumber(head[2] or '0')
local acknowledged = tonumber(ARGV[1])
if acknowledged > index then
  redis.call('DEL', sealed, feedback)
  redis.call('HSET', head_key, 'index', ARGV[1], 'hash', ARGV[2])
elseif acknowledged > sent then
  redis.call('LTRIM', sealed, acknowledged - sent, -1)
  for i = sent + 1, acknowledged do
    redis.call('HDEL', feedback, string.format('%.0f', i))
  end
else
  return 0
end
redis.call('HSET', head_key, 'sentIndex', ARGV[1], 'sentOffset', ARGV[3])
return 1
