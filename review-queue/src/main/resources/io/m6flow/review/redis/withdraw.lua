-- Raises the floor of a subject: voids what is undecided below it and, for kinds with a 1, revokes what is
-- published below it. Answers how many decisions that were.
-- ARGV: subject, floor, offset field, next offset, policy, reasons, then for each kind its name and 0 or 1
local subject, floor, policy, reasons = ARGV[1], ARGV[2], ARGV[5], ARGV[6]
note_offset(ARGV[3], ARGV[4])
local decided = 0

local function void_waiting(place)
  for _, id in ipairs(redis.call('SMEMBERS', key('live:' .. place))) do
    if get(id, 'revision') < floor then
      settle_by_policy(id, 'SUPERSEDED', policy, reasons, 'NOTHING')
      decided = decided + 1
    end
  end
end

local function revoke_published(place)
  local id = redis.call('HGET', key('published'), place)
  if id and get(id, 'revision') < floor then
    settle_by_policy(id, 'REVOKED', policy, reasons, 'NOTHING')
    decided = decided + 1
  end
end

for i = 7, #ARGV, 2 do
  local place = ARGV[i] .. '|' .. subject
  local before = redis.call('HGET', key('floors'), place)
  if not before or before < floor then
    redis.call('HSET', key('floors'), place, floor)
  end
  -- What was decided below the floor can no longer be undone: the item could not wait again.
  send_held(place)
  void_waiting(place)
  if ARGV[i + 1] == '1' then
    revoke_published(place)
  end
end
return decided
