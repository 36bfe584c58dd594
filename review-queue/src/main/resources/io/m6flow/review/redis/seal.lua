-- Adds sealed decisions to the audit chain, if the chain still ends where the sealer thought.
-- KEYS[1]: prefix of the chain's keys: head (hash: index, hash, sentIndex, sentOffset), positions (hash: tenant
-- to the outbox entry sealed last), sealed (list of decisions that Kafka has not acknowledged), feedback (hash: index of
-- such a decision to the feedback that goes with it)
-- ARGV: expected index, expected hash, new index, new hash, number of tenants, (tenant, position)...,
--       (decision, feedback or '')...
local head = redis.call('HMGET', KEYS[1] .. 'head', 'index', 'hash')
if (head[1] or '0') ~= ARGV[1] or (head[2] or '') ~= ARGV[2] then
  return 0
end
local tenants = tonumber(ARGV[5])
for i = 0, tenants - 1 do
  redis.call('HSET', KEYS[1] .. 'positions', ARGV[6 + 2 * i], ARGV[7 + 2 * i])
end
local index = tonumber(ARGV[1])
for i = 6 + 2 * tenants, #ARGV, 2 do
  index = index + 1
  redis.call('RPUSH', KEYS[1] .. 'sealed', ARGV[i])
  if ARGV[i + 1] ~= '' then
    redis.call('HSET', KEYS[1] .. 'feedback', string.format('%.0f', index), ARGV[i + 1])
  end
end
redis.call('HSET', KEYS[1] .. 'head', 'index', ARGV[3], 'hash', ARGV[4])
return 1
