-- What every script of webhook intents begins with. KEYS[1] is the prefix of one endpoint's keys and holds its hash tag,
-- so that all of them stand on one node of a cluster. The only clock is Redis TIME, in milliseconds.
--
--   intent:<id>  hash: type, body, recordedAt, attempts, fence (counts leases), cause of the last failure; of an edition
--                also place and sequence
--   open         sorted set of intents that are neither delivered nor given up, by when they were recorded
--   due          those of them that wait, by when they may be sent
--   leased       those that are under way, by the end of their lease
--   dead         intents that were given up, by when
--   known        the ids recorded last, by when, so that a repeat is noticed after its delivery too
--   editions     hash: the latest edition of each place that is neither delivered nor given up, by place
--   state        hash: since (when the endpoint became known); delivered, failed, dropped (counts);
--                failures (in a row), failingSince and trouble (the last one's cause); pausedUntil and pause (length) while the endpoint is broken, and
--                trial (the intent that tells whether it is well again); heldUntil where it asked to be left alone;
--                disabled (why)

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function key(name)
  return KEYS[1] .. name
end

local function intent(id)
  return key('intent:' .. id)
end

-- What is delivered or given up is no edition that others are measured by.
local function end_edition(id)
  local place = redis.call('HGET', intent(id), 'place')
  if place and redis.call('HGET', key('editions'), place) == id then
    redis.call('HDEL', key('editions'), place)
  end
end

-- Lua would write large numbers with an exponent.
local function whole(number)
  return string.format('%.0f', number)
end
