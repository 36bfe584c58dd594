-- Reads what changed in a listing of the view after a change that the reader knows. Changes nothing.
-- KEYS: the listing's log, sorted set of its changes, sorted set of what it shows, hash of contents, hash of sequences.
-- ARGV: the log that the reader has read from and the number of the last change read, how many changes at most.
-- Answers the log, the number of its last change, 1 if the reader has to forget what it knows, and for each change its
-- number, place, publishSequence, and the content, absent where it was retracted.
local log, changes, listing, contents, sequences = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local known, after, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local began, last = unpack(redis.call('HMGET', log, 'began', 'last'))
local places = {}
local numbers = {}

-- No log yet, but what is listed was published by a version that kept none: it counts as changes in the order listed,
-- as the log will have it when it begins.
if not began then
  last = redis.call('ZCARD', listing)
end
last = tonumber(last)

local is_other = known ~= (began or '0') or after > last
local starts_over = is_other and after > 0
if is_other then
  after = 0
end

if most > 0 and after < last then
  if began then
    local found = redis.call('ZRANGE', changes, '(' .. after, '+inf', 'BYSCORE', 'LIMIT', 0, most, 'WITHSCORES')
    for i = 1, #found, 2 do
      places[#places + 1] = found[i]
      numbers[#numbers + 1] = found[i + 1]
    end
  else
    places = redis.call('ZRANGE', listing, after, after + most - 1)
    for i = 1, #places do
      numbers[i] = tostring(after + i)
    end
  end
end

local entries = {}
if #places > 0 then
  local shown = redis.call('HMGET', contents, unpack(places))
  local published = redis.call('HMGET', sequences, unpack(places))
  for i, place in ipairs(places) do
    entries[i] = {numbers[i], place, published[i], shown[i]}
  end
end
return {began or '0', tostring(last), starts_over and '1' or '0', entries}
