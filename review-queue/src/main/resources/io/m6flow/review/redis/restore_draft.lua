-- Gives a decided item its true draft, the first that the topic holds. Answers UNDECIDED, and keeps nothing but the
-- offset, where no decision names the draft: the intake takes such a one in.
-- ARGV: contentId, draft, raw, model, risky, score, deadline or '', when it was written, offset field, next offset
local item = item_key(ARGV[1])
note_offset(ARGV[9], ARGV[10])
local found = redis.call('HMGET', item, 'state', 'standIn')
if not found[1] then
  return 'UNDECIDED'
elseif not found[2] then
  return 'KNOWN'
end
redis.call('HDEL', item, 'standIn')
redis.call('HSET', item, 'draft', ARGV[2], 'raw', ARGV[3], 'model', ARGV[4], 'risky', ARGV[5], 'score', ARGV[6],
  'deadline', ARGV[7], 'admittedAt', ARGV[8])
return 'RESTORED'
