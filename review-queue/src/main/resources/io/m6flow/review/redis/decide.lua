-- Decides a claimed item, if the claim holds and nothing about the item has changed since.
-- ARGV: contentId, reviewer, fence, item version, outcome, where the text comes from, edited text, reasons,
--       feedback (only where it is sent back)
local id, reviewer, fence, version = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local state = get(id, 'state')
if not state then
  return { 'UNKNOWN' }
elseif state == 'DECIDED' then
  return with_item('DECIDED', id)
elseif not holds(id, reviewer, fence) or get(id, 'version') ~= version then
  return { 'STALE' }
end
settle(id, {
  outcome = ARGV[5],
  byType = 'PERSON',
  by = reviewer,
  reasons = ARGV[8],
  textFrom = ARGV[6],
  text = ARGV[7],
  feedback = ARGV[9],
})
return with_item('ACCEPTED', id)
