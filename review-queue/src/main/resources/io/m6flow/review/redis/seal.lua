-- Adds sealed decisions to the audit chain, if the chain still ends where the sealer thought.
-- KEYS[1]: prefix of the chain's keys: head (hash: index, hash, sentIndex, sentOffset), positions (hash: tenant
-- to the outbox entry sealed last), sealed (list of decisions that Kafka has not acknowledged)
-- ARGV: expected index, expected hash, new index, new hash, number of tenants, (tenant, position)..., decisions...
local head = redis.call('HMGET', KEYS[1] .. 'head', 'index', 'hash')
if (head[1] or '0') ~= ARGV[1] or (head[2] or '') ~= ARGV[2] then
  return 0
end
local tenants = tonumber(ARGV[5])
for i = 0, tenants - 1 do
  redis.call('HSET', KEYS[1] .. 'positions', ARGV[6 + 2 * i], ARGV[7 + 2 * i])
end
for i = 6 + 2 * tenants, #ARGV do
  redis.call('RPUSH', KEYS[1] .. 'sealed', ARGV[i])
end
redis.call('HSET', KEYS[1] .. 'head', 'index', ARGV[3], 'hash', ARGV[4])
return 1
