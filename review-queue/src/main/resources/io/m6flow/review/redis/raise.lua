-- Raises a tenant's bound in an index, if it still is what the caller saw; '' takes the tenant out.
-- KEYS[1]: the index. ARGV: tenant, the bound seen, the new one
local seen = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not seen or tonumber(seen) ~= tonumber(ARGV[2]) then
  return 0
elseif ARGV[3] == '' then
  redis.call('ZREM', KEYS[1], ARGV[1])
else
  redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
end
return 1
