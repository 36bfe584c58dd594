-- Purges items that were decided up to a moment, at most a portion, and notes at their places what the latest of them
-- was. What stands published stays: it can be revoked. What could still be undone, or would bring another item back to
-- where it stood published, and what the outbox still holds, is looked at again later.
-- Answers how many it looked at, then the ids of those it purged.
-- ARGV: moment, milliseconds until it looks again, the name of the hash for what is noted
local purged, answer = key(ARGV[3]), { 0 }

local function is_leaving(entry)
  return entry and #redis.call('XRANGE', key('outbox'), entry, entry) > 0
end

local due = redis.call('ZRANGEBYSCORE', key('aging'), '-inf', ARGV[1], 'LIMIT', 0, SWEPT_AT_ONCE)
for _, id in ipairs(due) do
  local kind, subject, order, entry = unpack(redis.call('HMGET', item_key(id), 'kind', 'subject', 'order', 'entry'))
  local place = order and kind .. '|' .. subject
  if not order or redis.call('HGET', key('published'), place) == id then
    -- It comes back when another takes its place. An item of an earlier version, without an order, stays.
    redis.call('ZREM', key('aging'), id)
  elseif redis.call('HEXISTS', key('heldAt'), place) == 1 or is_leaving(entry) then
    redis.call('ZADD', key('aging'), whole(tonumber(ARGV[1]) + tonumber(ARGV[2])), id)
  else
    local before = redis.call('HGET', purged, place)
    if not before or before < order then
      redis.call('HSET', purged, place, order)
    end
    redis.call('ZREM', key('aging'), id)
    redis.call('ZREM', key('decided'), id)
    redis.call('UNLINK', item_key(id), key('history:' .. id))
    answer[#answer + 1] = id
  end
end
answer[1] = #due
return answer
