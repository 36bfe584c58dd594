-- Approves an item that waits, as one of many approved together: only as it was seen, and only if it is without risk.
-- ARGV: contentId, reviewer, item version, window in milliseconds, 1 where two must agree, reasons
local id, reviewer, version = ARGV[1], ARGV[2], ARGV[3]
local found = redis.call('HMGET', item_key(id), 'state', 'version', 'risky', 'desk')
if not found[1] then
  return { 'UNKNOWN' }
elseif found[1] == 'DECIDED' then
  return with_item('DECIDED', id)
elseif found[1] ~= 'WAITING' or found[2] ~= version or found[4] == 'lead' then
  return { 'STALE' }
elseif found[3] ~= '0' then
  return { 'RISKY' }
end
redis.call('HSET', item_key(id), 'claimedAt', whole(now))
return take_verdict(id, reviewer, {
  via = 'BATCH',
  window = tonumber(ARGV[4]),
  two = ARGV[5],
  outcome = 'APPROVED',
  textFrom = 'DRAFT',
  text = '',
  reasons = ARGV[6],
})
