-- Claims one item for a reviewer; whoever holds it already gets the same lease prolonged. What waits for a lead only
-- a lead can claim. What is only offered is not claimed if the reviewer skipped it or has proposed its text.
-- ARGV: contentId, reviewer, 1 if a lead, lease in milliseconds, 1 if only offered
local id, reviewer, lead, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local state = get(id, 'state')
local ended = false
if state == 'CLAIMED' then
  -- The lease may have ended although nobody has put the item back yet.
  if tonumber(get(id, 'lease')) <= now then
    put_back(id)
    ended = true
  elseif get(id, 'holder') == reviewer then
    lease_until(id, now + lease)
    return with_item('GRANTED', id)
  end
end
if state == 'WAITING' or ended then
  if get(id, 'desk') == 'lead' and lead ~= '1' then
    return { 'FOR_LEAD' }
  end
  local skipped = key('skipped:' .. reviewer)
  local until_then = redis.call('ZSCORE', skipped, id)
  local unwanted = until_then and tonumber(until_then) > now or get(id, 'proposedBy') == reviewer
  if ARGV[5] == '1' and unwanted then
    return { 'LOST' }
  end
  redis.call('ZREM', skipped, id)
  return grant(id, reviewer, lease)
end
return refusal(id)
