-- Keeps an answer, unless its key is another worker's by now, and lets go of the owner's oldest while there are too many.
-- Answers 1 if the key was the worker's or nobody's.
-- KEYS[1]: prefix of the pages' keys: answer:<name> (a line with the worker, a line with the fingerprint, the answer),
-- answers:<owner> (list of what was kept, the oldest first: bytes|name), bytes:<owner> (of all in that list)
-- ARGV: name, owner, worker, fingerprint, answer, milliseconds, most answers, most bytes
local kept, list, sum = KEYS[1] .. 'answer:' .. ARGV[1], KEYS[1] .. 'answers:' .. ARGV[2], KEYS[1] .. 'bytes:' .. ARGV[2]
local worker, answer, most, most_bytes = ARGV[3], ARGV[5], tonumber(ARGV[7]), tonumber(ARGV[8])
local found = redis.call('GET', kept)
if found and string.sub(found, 1, #worker + 1) ~= worker .. '\n' then
  return 0
end
redis.call('SET', kept, worker .. '\n' .. ARGV[4] .. '\n' .. answer, 'PX', ARGV[6])
local count = redis.call('RPUSH', list, #answer .. '|' .. ARGV[1])
local bytes = redis.call('INCRBY', sum, #answer)
while count > 0 and (count > most or bytes > most_bytes) do
  -- What has expired since is let go like the others: what is left is never too much.
  local size, name = string.match(redis.call('LPOP', list), '^(%d+)|(.*)$')
  redis.call('DEL', KEYS[1] .. 'answer:' .. name)
  bytes = redis.call('DECRBY', sum, size)
  count = count - 1
end
redis.call('PEXPIRE', list, ARGV[6])
redis.call('PEXPIRE', sum, ARGV[6])
return 1
