-- Writes a decision that Kafka holds as settle() did, and sends nothing. Decisions come in the order of the chain; one
-- that is known changes nothing. The draft is made from the decision, until restore_draft.lua brings the true one.
-- ARGV: contentId, draft, kind, subject, revision, raw, model, risky, score, decision, its number, outcome, type of who
--       decided, name, via or '', who agreed or '', reasons, where the text comes from, edited text, sequence, time,
--       order, 0 if nothing spoke against the draft and else ''
local id, kind, subject, number, outcome, by = ARGV[1], ARGV[3], ARGV[4], ARGV[11], ARGV[12], ARGV[14]
local via, agreed, text_from, sequence, at = ARGV[15], ARGV[16], ARGV[18], ARGV[20], tonumber(ARGV[21])
local item, place = item_key(id), kind .. '|' .. subject

local before = redis.call('HMGET', item, 'sequence', 'outcome')
if before[1] and tonumber(before[1]) >= tonumber(sequence) then
  return 0
elseif not before[1] then
  redis.call('HSET', item, 'draft', ARGV[2], 'kind', kind, 'subject', subject, 'revision', ARGV[5], 'raw', ARGV[6],
    'model', ARGV[7], 'risky', ARGV[8], 'score', ARGV[9], 'deadline', '', 'version', 1,
    'fence', redis.call('GET', key('epoch')) or 0, 'admittedAt', whole(at), 'standIn', 1,
    'order', ARGV[22])
end
redis.call('HDEL', item, 'via', 'agreedWith', 'feedback')
redis.call('HSET', item, 'state', 'DECIDED', 'decision', ARGV[10], 'decisions', number, 'outcome', outcome,
  'byType', ARGV[13], 'by', by, 'reasons', ARGV[17], 'textFrom', text_from, 'text', ARGV[19], 'sequence', sequence,
  'decidedAt', whole(at))
if via ~= '' then
  redis.call('HSET', item, 'via', via)
end
if agreed ~= '' then
  redis.call('HSET', item, 'agreedWith', agreed)
end
redis.call('HINCRBY', item, 'version', 1)
local highest = redis.call('HGET', key('sequences'), place)
if not highest or tonumber(highest) < tonumber(sequence) then
  redis.call('HSET', key('sequences'), place, sequence)
end
count(before[2], outcome)
note_published(id, place, outcome, text_from)
note_decided(id, at)
local counted = { kind = kind, model = ARGV[7], risky = ARGV[23], byType = ARGV[13], by = by, via = via, outcome = outcome,
  admittedAt = '', claimedAt = '', decidedAt = at }
note_record(counted)
note_stats(counted)
note(id, outcome, by, agreed, at)
return 1
