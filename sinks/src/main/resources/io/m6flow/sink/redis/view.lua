-- Puts one piece of content into its place in the view, unless something newer stands there already, and notes the
-- change in the log of the place's listing.
-- KEYS: hash of contents, hash of sequences, sorted set in which the place is listed, sorted set of changes, the log.
-- ARGV: the place, its publishSequence, "PUBLISH" or "RETRACT", the score in the sorted set, the content as JSON.
-- Answers 1 if the view changed, 0 if not.
local contents, sequences, listing, changes, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local place, sequence, action, score, json = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- As text, digit by digit: Lua's numbers are doubles and lose the last digits of a long.
local function is_newer(a, b)
  if #a ~= #b then
    return #a > #b
  end
  return a > b
end

-- The log keeps the last change of each place, under a number that no other change of this log has.
local function note(changed)
  redis.call('ZADD', changes, redis.call('HINCRBY', log, 'last', 1), changed)
end

local seen = redis.call('HGET', sequences, place)
if seen and not is_newer(sequence, seen) then
  return 0
end

-- A log is told from one that stood here before by when it began. What is listed already, by a version that kept no
-- log, comes first in it.
if redis.call('HEXISTS', log, 'began') == 0 then
  local now = redis.call('TIME')
  redis.call('HSET', log, 'began', now[1] .. string.format('%06d', now[2]))
  for _, listed in ipairs(redis.call('ZRANGE', listing, 0, -1)) do
    note(listed)
  end
end

if action == 'RETRACT' then
  redis.call('HDEL', contents, place)
  redis.call('ZREM', listing, place)
else
  redis.call('HSET', contents, place, json)
  redis.call('ZADD', listing, score, place)
end
note(place)
-- The sequence outlives a retraction, so that nothing older comes back. Last of all: where a command above failed, the
-- repeat does the whole again.
redis.call('HSET', sequences, place, sequence)
return 1
