-- What every script of the queue begins with. KEYS[1] is the prefix of one tenant's keys and holds the
-- tenant's hash tag, so that all of them stand on one node of a cluster. The only clock is Redis TIME.
--
--   item:<contentId>  hash: draft (Avro), kind, subject, revision, raw, score, state, version, fence,
--                     admittedAt; holder and lease while claimed; the decision's fields once decided; feedback
--                     (Avro) once sent back
--   pending:<kind>    sorted set of waiting items, the neediest first
--   leases            sorted set of claimed items by the end of their lease
--   deadlines         sorted set of undecided items that have a deadline
--   live:<place>      set of undecided items of one kind and subject (a place is kind|subject)
--   published         hash: place to the item whose text stands there
--   floors            hash: place to the lowest revision that is still good
--   sequences         hash: place to the publishSequence given last
--   offsets           hash: topic|partition to the next offset
--   decided           sorted set of the items decided last
--   counts            hash: outcome to how many items stand decided so
--   outbox            stream of decisions, with their feedback, that the relay has not sealed yet
--
-- A revision is stored as 20 digits that sort as the number does: Lua's own numbers end at 2^53.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local SWEPT_AT_ONCE = 100
local KEPT_IN_DECIDED = 10000

local function key(name)
  return KEYS[1] .. name
end

local function item_key(id)
  return KEYS[1] .. 'item:' .. id
end

local function get(id, field)
  return redis.call('HGET', item_key(id), field)
end

local function whole(number)
  return string.format('%.0f', number)
end

local function with_item(word, id)
  return { word, redis.call('HGETALL', item_key(id)) }
end

-- Stores where a record was read, never backwards.
local function note_offset(field, next_offset)
  local before = redis.call('HGET', key('offsets'), field)
  if not before or tonumber(before) < tonumber(next_offset) then
    redis.call('HSET', key('offsets'), field, next_offset)
  end
end

local function put_back(id)
  local item = item_key(id)
  redis.call('HSET', item, 'state', 'WAITING')
  redis.call('HDEL', item, 'holder', 'lease')
  redis.call('HINCRBY', item, 'version', 1)
  redis.call('ZREM', key('leases'), id)
  redis.call('ZADD', key('pending:' .. get(id, 'kind')), get(id, 'score'), id)
end

-- Puts back what is claimed under a lease that has ended.
local function reclaim()
  local ended = redis.call('ZRANGEBYSCORE', key('leases'), '-inf', whole(now), 'LIMIT', 0, SWEPT_AT_ONCE)
  for _, id in ipairs(ended) do
    put_back(id)
  end
  return #ended
end

local function lease_until(id, ending)
  redis.call('HSET', item_key(id), 'lease', whole(ending))
  redis.call('ZADD', key('leases'), whole(ending), id)
end

local function grant(id, reviewer, lease)
  local item = item_key(id)
  redis.call('HSET', item, 'state', 'CLAIMED', 'holder', reviewer)
  redis.call('HINCRBY', item, 'fence', 1)
  redis.call('HINCRBY', item, 'version', 1)
  redis.call('ZREM', key('pending:' .. get(id, 'kind')), id)
  lease_until(id, now + lease)
  return with_item('GRANTED', id)
end

-- Whether the reviewer holds the item now, under this fence.
local function holds(id, reviewer, fence)
  local found = redis.call('HMGET', item_key(id), 'state', 'holder', 'fence', 'lease')
  return found[1] == 'CLAIMED' and found[2] == reviewer and found[3] == fence and tonumber(found[4]) > now
end

-- Why a claim that does not hold does not, for one who asks.
local function refusal(id)
  local state = get(id, 'state')
  if not state then
    return { 'UNKNOWN' }
  elseif state == 'DECIDED' then
    return with_item('DECIDED', id)
  elseif state == 'CLAIMED' and tonumber(get(id, 'lease')) > now then
    return with_item('HELD', id)
  end
  return { 'LOST' }
end

local function forget_place(id, kind, place)
  redis.call('ZREM', key('pending:' .. kind), id)
  redis.call('ZREM', key('leases'), id)
  redis.call('ZREM', key('deadlines'), id)
  redis.call('SREM', key('live:' .. place), id)
end

local function count(before, outcome)
  if before then
    redis.call('HINCRBY', key('counts'), before, -1)
  end
  redis.call('HINCRBY', key('counts'), outcome, 1)
end

local function note_published(id, place, outcome, text_from)
  if outcome == 'REVOKED' then
    redis.call('HDEL', key('published'), place)
  elseif text_from ~= 'NOTHING' then
    redis.call('HSET', key('published'), place, id)
  end
end

-- Writes a decision: the one door through which an item becomes decided. The decision names outcome,
-- byType, by, reasons, textFrom and text, and feedback where it is sent back; it gets its id, publishSequence
-- and time here.
local function settle(id, decision)
  local item = item_key(id)
  local found = redis.call('HMGET', item, 'kind', 'subject', 'outcome')
  local place = found[1] .. '|' .. found[2]
  local sequence = redis.call('HINCRBY', key('sequences'), place, 1)
  local ordinal = redis.call('HINCRBY', item, 'decisions', 1)
  local fields = {
    'decision', id .. '-' .. ordinal,
    'outcome', decision.outcome,
    'byType', decision.byType,
    'by', decision.by,
    'reasons', decision.reasons,
    'textFrom', decision.textFrom,
    'text', decision.text,
    'sequence', whole(sequence),
    'decidedAt', whole(now),
  }
  if decision.feedback then
    fields[#fields + 1] = 'feedback'
    fields[#fields + 1] = decision.feedback
  end
  redis.call('HSET', item, 'state', 'DECIDED', unpack(fields))
  redis.call('HDEL', item, 'holder', 'lease')
  redis.call('HINCRBY', item, 'version', 1)
  forget_place(id, found[1], place)
  count(found[3], decision.outcome)
  note_published(id, place, decision.outcome, decision.textFrom)
  redis.call('ZADD', key('decided'), whole(now), id)
  redis.call('ZREMRANGEBYRANK', key('decided'), 0, -KEPT_IN_DECIDED - 1)
  redis.call('XADD', key('outbox'), '*', 'content', id, unpack(fields))
end

local function settle_by_policy(id, outcome, policy, reasons, text_from)
  settle(id, {
    outcome = outcome,
    byType = 'POLICY',
    by = policy,
    reasons = reasons,
    textFrom = text_from,
    text = '',
  })
end
