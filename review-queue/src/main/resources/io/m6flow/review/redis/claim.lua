-- Claims one item for a reviewer; whoever holds it already gets the same lease prolonged. What waits for a lead only
-- a lead can claim.
-- ARGV: contentId, reviewer, 1 if a lead, lease in milliseconds
local id, reviewer, lead, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
reclaim()
local state = get(id, 'state')
local ended = false
if state == 'CLAIMED' then
  -- reclaim() goes in portions, so this lease may have ended although the item still says CLAIMED.
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
  redis.call('ZREM', key('skipped:' .. reviewer), id)
  return grant(id, reviewer, lease)
end
return refusal(id)
