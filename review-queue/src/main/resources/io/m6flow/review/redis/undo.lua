-- Takes back a decision that has not left yet; whoever had decided holds the item again.
-- ARGV: contentId, reviewer, decision, lease in milliseconds
local id, reviewer, decision, lease = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local item = item_key(id)
local found = redis.call('HMGET', item, 'state', 'decision', 'byType', 'by', 'outcome', 'before', 'deadline')
if not found[1] then
  return { 'UNKNOWN' }
elseif found[1] ~= 'DECIDED' then
  return { 'STALE' }
elseif found[2] ~= decision or found[3] ~= 'PERSON' or found[4] ~= reviewer then
  return with_item('DECIDED', id)
end
local ending = redis.call('ZSCORE', key('held'), id)
if not ending or tonumber(ending) <= now then
  return with_item('DECIDED', id)
end
local place = place_of(id)
redis.call('ZREM', key('held'), id)
redis.call('HDEL', key('heldAt'), place)
redis.call('ZREM', key('decided'), id)
redis.call('ZREM', key('aging'), id)
count(found[5], nil)
if redis.call('HGET', key('published'), place) == id then
  if found[6] == '' then
    redis.call('HDEL', key('published'), place)
  else
    redis.call('HSET', key('published'), place, found[6])
  end
end
redis.call('HDEL', item, 'before', 'undoableUntil', unpack(DECISION_FIELDS))
redis.call('SADD', key('live:' .. place), id)
if found[7] and found[7] ~= '' then
  redis.call('ZADD', key('deadlines'), found[7], id)
end
note(id, 'UNDONE', reviewer)
return grant(id, reviewer, lease)
