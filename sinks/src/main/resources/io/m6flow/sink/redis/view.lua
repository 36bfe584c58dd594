-- Puts one piece of content into its place in the view, unless something newer stands there already.
-- KEYS: hash of contents, hash of sequences, sorted set in which the place is listed.
-- ARGV: the place, its publishSequence, "PUBLISH" or "RETRACT", the score in the sorted set, the content as JSON.
-- Answers 1 if the view changed, 0 if not.
local contents, sequences, listing = KEYS[1], KEYS[2], KEYS[3]
local place, sequence, action, score, json = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

-- As text, digit by digit: Lua's numbers are doubles and lose the last digits of a long.
local function is_newer(a, b)
  if #a ~= #b then
    return #a > #b
  end
  return a > b
end

local seen = redis.call('HGET', sequences, place)
if seen and not is_newer(sequence, seen) then
  return 0
end

-- The sequence outlives a retraction, so that nothing older comes back.
redis.call('HSET', sequences, place, sequence)
if action == 'RETRACT' then
  redis.call('HDEL', contents, place)
  redis.call('ZREM', listing, place)
else
  redis.call('HSET', contents, place, json)
  redis.call('ZADD', listing, score, place)
end
return 1
