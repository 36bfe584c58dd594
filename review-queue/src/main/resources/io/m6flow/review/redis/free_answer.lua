-- Frees a key, if the worker still has it. Answers how many keys that were.
-- KEYS[1]: prefix of the pages' keys, as in keep_answer.lua
-- ARGV: name, worker
local kept = KEYS[1] .. 'answer:' .. ARGV[1]
local found = redis.call('GET', kept)
if found and string.sub(found, 1, #ARGV[2] + 1) == ARGV[2] .. '\n' then
  return redis.call('DEL', kept)
end
return 0
