-- Takes back a text that stands published.
-- ARGV: contentId, reviewer, 1 if a lead, decision, via, reasons
local id, reviewer = ARGV[1], ARGV[2]
local found = redis.call('HMGET', item_key(id), 'state', 'decision', 'byType', 'by')
if not found[1] then
  return { 'UNKNOWN' }
elseif found[1] ~= 'DECIDED' or redis.call('HGET', key('published'), place_of(id)) ~= id then
  return { 'NOTHING' }
elseif found[2] ~= ARGV[4] then
  return with_item('DECIDED', id)
elseif ARGV[3] ~= '1' and not (found[3] == 'PERSON' and found[4] == reviewer) then
  return { 'FOR_LEAD' }
end
settle(id, {
  outcome = 'REVOKED',
  byType = 'PERSON',
  by = reviewer,
  via = ARGV[5],
  reasons = ARGV[6],
  textFrom = 'NOTHING',
  text = '',
})
return with_item('ACCEPTED', id)
