-- Claims this tenant's neediest item of the kinds.
-- ARGV: reviewer, lease in milliseconds, kinds...
reclaim()
local neediest, lowest
for i = 3, #ARGV do
  local head = redis.call('ZRANGE', key('pending:' .. ARGV[i]), 0, 0, 'WITHSCORES')
  if head[1] and (not lowest or tonumber(head[2]) < lowest) then
    neediest, lowest = head[1], tonumber(head[2])
  end
end
if not neediest then
  return { 'NONE' }
end
return grant(neediest, ARGV[1], tonumber(ARGV[2]))
