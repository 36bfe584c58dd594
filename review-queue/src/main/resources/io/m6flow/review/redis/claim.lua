-- Claims one item for a reviewer; whoever holds it already gets the same lease prolonged.
-- ARGV: contentId, reviewer, lease in milliseconds
local id, reviewer, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])
reclaim()
local state = get(id, 'state')
if state == 'WAITING' then
  return grant(id, reviewer, lease)
elseif state == 'CLAIMED' then
  -- reclaim() goes in portions, so this lease may have ended although the item still says CLAIMED.
  if tonumber(get(id, 'lease')) <= now then
    put_back(id)
    return grant(id, reviewer, lease)
  elseif get(id, 'holder') == reviewer then
    lease_until(id, now + lease)
    return with_item('GRANTED', id)
  end
end
return refusal(id)
