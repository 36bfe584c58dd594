-- Prolongs a lease that still holds.
-- ARGV: contentId, reviewer, fence, lease in milliseconds
local id, reviewer, fence, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
if holds(id, reviewer, fence) then
  lease_until(id, now + lease)
  return with_item('GRANTED', id)
end
local why = refusal(id)
if why[1] == 'HELD' and get(id, 'holder') == reviewer then
  return { 'LOST' }
end
return why
