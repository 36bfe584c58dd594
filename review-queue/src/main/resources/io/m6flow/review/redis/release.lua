-- Puts a claimed item back undecided; answers 0 if the claim no longer held.
-- ARGV: contentId, reviewer, fence, what for: '' for anybody, skip (this person does not want it), lead (for a lead),
--       note, milliseconds for which a skipped item stays away
local id, reviewer, why = ARGV[1], ARGV[2], ARGV[4]
if not holds(id, reviewer, ARGV[3]) then
  return 0
end
if why == 'skip' then
  local skipped = key('skipped:' .. reviewer)
  redis.call('ZADD', skipped, whole(now + tonumber(ARGV[6])), id)
  redis.call('PEXPIRE', skipped, ARGV[6])
  note(id, 'SKIPPED', reviewer)
elseif why == 'lead' then
  redis.call('HSET', item_key(id), 'desk', 'lead')
  note(id, 'ESCALATED', reviewer, ARGV[5])
else
  note(id, 'RELEASED', reviewer)
end
put_back(id)
return 1
