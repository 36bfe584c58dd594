-- Takes a draft in, once. A draft that is not later than one that was purged at its place is known: it was purged too.
-- A draft below its floor is void at once; one that a policy approves is decided in this same step; any other waits.
-- ARGV: contentId, draft, kind, subject, revision, raw (1 if a transcript can stand in), score, deadline or '',
--       offset field, next offset, approving policy or '', voiding policy, its reasons, no reasons,
--       model's version or '', risky (1 or 0), order
local id, draft, kind, subject, revision, raw = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local score, deadline, approving, order = ARGV[7], ARGV[8], ARGV[11], ARGV[17]
local item, place = item_key(id), kind .. '|' .. subject

note_offset(ARGV[9], ARGV[10])
if redis.call('EXISTS', item) == 1 then
  return 'KNOWN'
end
local purged = redis.call('HGET', key('purged'), place)
if purged and order <= purged then
  return 'KNOWN'
end
redis.call('HSET', item, 'draft', draft, 'kind', kind, 'subject', subject, 'revision', revision, 'raw', raw,
  'model', ARGV[15], 'risky', ARGV[16], 'score', score, 'deadline', deadline, 'state', 'WAITING', 'version', 1,
  'fence', redis.call('GET', key('epoch')) or 0, 'admittedAt', whole(now), 'order', order)
note(id, 'ADMITTED', '')

local floor = redis.call('HGET', key('floors'), place)
if floor and revision < floor then
  settle_by_policy(id, 'SUPERSEDED', ARGV[12], ARGV[13], 'NOTHING')
  return 'SUPERSEDED'
elseif approving ~= '' then
  settle_by_policy(id, 'APPROVED', approving, ARGV[14], 'DRAFT')
  return 'APPROVED'
end
queue_up(id)
redis.call('SADD', key('live:' .. place), id)
if deadline ~= '' then
  redis.call('ZADD', key('deadlines'), deadline, id)
end
return 'WAITING'
