-- Says something of a claimed item, if the claim holds and nothing about the item has changed since.
-- ARGV: contentId, reviewer, fence, item version, via, window in milliseconds, 1 where two must agree, outcome, where
--       the text comes from, edited text, reasons, feedback (only where it is sent back)
local id, reviewer, fence, version = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local state = get(id, 'state')
if not state then
  return { 'UNKNOWN' }
elseif state == 'DECIDED' then
  return with_item('DECIDED', id)
elseif not holds(id, reviewer, fence) or get(id, 'version') ~= version then
  return { 'STALE' }
end
return take_verdict(id, reviewer, {
  via = ARGV[5],
  window = tonumber(ARGV[6]),
  two = ARGV[7],
  outcome = ARGV[8],
  textFrom = ARGV[9],
  text = ARGV[10],
  reasons = ARGV[11],
  feedback = ARGV[12],
})
