-- What every script of the queue begins with. KEYS[1] is the prefix of one tenant's keys and holds the
-- tenant's hash tag, so that all of them stand on one node of a cluster. The only clock is Redis TIME.
--
--   item:<contentId>  hash: draft (Avro), kind, subject, revision, order (its turn among the drafts of its place), model,
--                     risky, raw, score, deadline, state, version, fence, admittedAt; desk (lead once escalated); holder,
--                     lease and claimedAt while claimed; entry (where in the outbox its decision was put);
--                     proposedBy, proposedFrom and proposedText where two must agree and one has; the decision's
--                     fields once decided; before (what was published there) and undoableUntil while it can be undone;
--                     standIn (1) where a rebuild found the decision, but no draft: draft was made from the decision
--   history:<id>      list of what happened to the item: millis|what|who|note
--   pending:<kind>    sorted set of waiting items, the neediest first; lead:<kind> those that wait for a lead
--   since:<kind>      sorted set of all waiting items of a kind, by when they were admitted
--   urgent            sorted set of waiting items that have a deadline, by it
--   leases            sorted set of claimed items by the end of their lease
--   deadlines         sorted set of undecided items that have a deadline
--   skipped:<person>  sorted set of items that a person does not want to see again until then
--   live:<place>      set of undecided items of one kind and subject (a place is kind|subject)
--   published         hash: place to the item whose text stands there
--   floors            hash: place to the lowest revision that is still good
--   sequences         hash: place to the publishSequence given last
--   offsets           hash: topic|partition to the next offset
--   decided           sorted set of the decided items, by when they were decided
--   aging             sorted set of the decided items that are purged one day, by when they were decided: all but those
--                     whose text stands published
--   purged            hash: place to the order of the latest draft that was purged there
--   counts            hash: outcome to how many items stand decided so
--   held              sorted set of items whose decision can still be undone, by when it cannot
--   heldAt            hash: place to such an item; one at most, so that a place's decisions leave in order
--   outbox            stream of decisions, with their feedback, that the relay has not sealed yet
--   record:<kind>|<model>  list: whether each of the last drafts that persons looked at was wrong (1) or right (0)
--   stats:<day>       hash of counts for the dashboard, by days since 1970
--   totals            hash of counts since the beginning, for the meters: as in stats, but without names and models
--   epoch             what an item's fence begins with: the milliseconds since 1970 when Redis was rebuilt, so that
--                     it is above every fence given before
--
-- A revision is stored as 20 digits that sort as the number does: Lua's own numbers end at 2^53.

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local SWEPT_AT_ONCE = 100
local KEPT_OF_HISTORY = 60
local KEPT_OF_RECORD = 1000
local STATS_SECONDS = 100 * 86400
local BOUNDS = { 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400 }
local KINDS = { 'REASON', 'THEME', 'HINT', 'BADGE', 'SCRIPT', 'SUMMARY' }
local DECISION_FIELDS = { 'decision', 'outcome', 'byType', 'by', 'via', 'agreedWith', 'reasons', 'textFrom', 'text',
  'sequence', 'decidedAt', 'feedback' }

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

local function note(id, what, who, words, at)
  local history = key('history:' .. id)
  redis.call('RPUSH', history, whole(at or now) .. '|' .. what .. '|' .. who .. '|' .. (words or ''))
  redis.call('LTRIM', history, -KEPT_OF_HISTORY, -1)
end

-- Stores where a record was read, never backwards.
local function note_offset(field, next_offset)
  local before = redis.call('HGET', key('offsets'), field)
  if not before or tonumber(before) < tonumber(next_offset) then
    redis.call('HSET', key('offsets'), field, next_offset)
  end
end

local function line_of(id)
  local found = redis.call('HMGET', item_key(id), 'kind', 'desk')
  return key((found[2] == 'lead' and 'lead:' or 'pending:') .. found[1])
end

-- Lets an item wait in its line.
local function queue_up(id)
  local found = redis.call('HMGET', item_key(id), 'score', 'deadline', 'kind', 'admittedAt')
  redis.call('ZADD', line_of(id), found[1], id)
  redis.call('ZADD', key('since:') .. found[3], found[4], id)
  if found[2] and found[2] ~= '' then
    redis.call('ZADD', key('urgent'), found[2], id)
  end
end

local function leave_line(id)
  redis.call('ZREM', line_of(id), id)
  redis.call('ZREM', key('since:') .. get(id, 'kind'), id)
  redis.call('ZREM', key('urgent'), id)
end

-- The lowest score and the earliest deadline of all that waits; '' where nothing does.
local function bounds()
  local need, ending = '', ''
  for _, kind in ipairs(KINDS) do
    for _, line in ipairs({ 'pending:', 'lead:' }) do
      local head = redis.call('ZRANGE', key(line .. kind), 0, 0, 'WITHSCORES')
      if head[2] and (need == '' or tonumber(head[2]) < tonumber(need)) then
        need = head[2]
      end
    end
  end
  local first = redis.call('ZRANGE', key('urgent'), 0, 0, 'WITHSCORES')
  if first[2] then
    ending = first[2]
  end
  return need, ending
end

local function put_back(id)
  local item = item_key(id)
  redis.call('HSET', item, 'state', 'WAITING')
  redis.call('HDEL', item, 'holder', 'lease')
  redis.call('HINCRBY', item, 'version', 1)
  redis.call('ZREM', key('leases'), id)
  queue_up(id)
end

-- Puts back what is claimed under a lease that has ended.
local function reclaim()
  local ended = redis.call('ZRANGEBYSCORE', key('leases'), '-inf', whole(now), 'LIMIT', 0, SWEPT_AT_ONCE)
  for _, id in ipairs(ended) do
    note(id, 'LEASE_ENDED', get(id, 'holder'))
    put_back(id)
  end
  if #ended > 0 then
    redis.call('HINCRBY', key('totals'), 'leasesEnded', #ended)
  end
  return #ended
end

local function lease_until(id, ending)
  redis.call('HSET', item_key(id), 'lease', whole(ending))
  redis.call('ZADD', key('leases'), whole(ending), id)
end

local function grant(id, reviewer, lease)
  local item = item_key(id)
  leave_line(id)
  redis.call('HSET', item, 'state', 'CLAIMED', 'holder', reviewer, 'claimedAt', whole(now))
  redis.call('HINCRBY', item, 'fence', 1)
  redis.call('HINCRBY', item, 'version', 1)
  lease_until(id, now + lease)
  note(id, 'CLAIMED', reviewer)
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

local function place_of(id)
  local found = redis.call('HMGET', item_key(id), 'kind', 'subject')
  return found[1] .. '|' .. found[2]
end

local function forget_place(id, place)
  leave_line(id)
  redis.call('ZREM', key('leases'), id)
  redis.call('ZREM', key('deadlines'), id)
  redis.call('SREM', key('live:' .. place), id)
end

local function count(before, outcome)
  if before then
    redis.call('HINCRBY', key('counts'), before, -1)
  end
  if outcome then
    redis.call('HINCRBY', key('counts'), outcome, 1)
  end
end

-- Whatever stood there before may be purged from now on.
local function note_published(id, place, outcome, text_from)
  if outcome == 'REVOKED' then
    redis.call('HDEL', key('published'), place)
  elseif text_from ~= 'NOTHING' then
    local before = redis.call('HGET', key('published'), place)
    local decided_at = before and before ~= id and get(before, 'decidedAt')
    if decided_at then
      redis.call('ZADD', key('aging'), decided_at, before)
    end
    redis.call('HSET', key('published'), place, id)
  end
end

-- Notes when an item was decided, for the list of decided items and for what is purged.
local function note_decided(id, at)
  redis.call('ZADD', key('decided'), whole(at), id)
  redis.call('ZADD', key('aging'), whole(at), id)
end

local function bucket(from, to)
  local seconds = (tonumber(to) - tonumber(from)) / 1000
  for _, bound in ipairs(BOUNDS) do
    if seconds <= bound then
      return bound
    end
  end
  return 'more'
end

-- What persons thought of what the model wrote: drafts without risk only, since only those are ever let pass.
local function note_record(item)
  local wrong = item.outcome ~= 'APPROVED'
  if item.risky ~= '0' or item.model == '' or item.byType ~= 'PERSON' then
    return
  end
  local record = key('record:' .. item.kind .. '|' .. item.model)
  redis.call('LPUSH', record, wrong and 1 or 0)
  redis.call('LTRIM', record, 0, KEPT_OF_RECORD - 1)
end

-- How long something took, by its bucket for the day, and by bucket and sum for ever.
local function note_time(stats, name, from, to)
  local totals = key('totals')
  local counted = name .. '|' .. bucket(from, to)
  redis.call('HINCRBY', stats, counted, 1)
  redis.call('HINCRBY', totals, counted, 1)
  redis.call('HINCRBY', totals, name .. '|millis', whole(math.max(tonumber(to) - tonumber(from), 0)))
end

local function note_stats(item)
  local day = math.floor(item.decidedAt / 86400000)
  local stats = key('stats:' .. whole(day))
  local kind = item.kind
  local how = item.outcome .. '|' .. item.byType .. '|' .. item.via
  -- Decisions of early versions, which a rebuild finds, do not say on which way they were made.
  if item.via ~= '' then
    redis.call('HINCRBY', key('totals'), 'outcome|' .. kind .. '|' .. how, 1)
  end
  redis.call('HINCRBY', stats, 'outcome|' .. kind .. '|' .. item.outcome .. '|' .. item.byType .. '|' .. item.model, 1)
  if item.byType == 'PERSON' then
    redis.call('HINCRBY', stats, 'person|' .. item.outcome .. '|' .. item.by, 1)
    if item.outcome ~= 'REVOKED' and item.claimedAt ~= '' then
      note_time(stats, 'claim|' .. kind, item.admittedAt, item.claimedAt)
      note_time(stats, 'decide|' .. kind, item.claimedAt, item.decidedAt)
    end
  end
  redis.call('EXPIREAT', stats, whole((day + 1) * 86400 + STATS_SECONDS))
end

-- The item's decision as it stands leaves: from here on it cannot be undone, only revoked.
local function send(id)
  local item = { }
  local names = { 'kind', 'model', 'risky', 'admittedAt', 'claimedAt', 'byType', 'via', 'outcome', 'by', 'decidedAt' }
  for i, value in ipairs(redis.call('HMGET', item_key(id), unpack(names))) do
    item[names[i]] = value or ''
  end
  note_record(item)
  note_stats(item)
  local entry = { 'content', id }
  for i, value in ipairs(redis.call('HMGET', item_key(id), unpack(DECISION_FIELDS))) do
    if value then
      entry[#entry + 1] = DECISION_FIELDS[i]
      entry[#entry + 1] = value
    end
  end
  redis.call('HSET', item_key(id), 'entry', redis.call('XADD', key('outbox'), '*', unpack(entry)))
end

local function send_held(place)
  local id = redis.call('HGET', key('heldAt'), place)
  if id then
    redis.call('HDEL', key('heldAt'), place)
    redis.call('ZREM', key('held'), id)
    redis.call('HDEL', item_key(id), 'before', 'undoableUntil')
    send(id)
  end
end

-- Writes a decision: the one door through which an item becomes decided. The decision names outcome, byType, by,
-- via, reasons, textFrom and text; agreedWith where two agreed; feedback where it is sent back; window, the
-- milliseconds in which it can be undone. It gets its id, publishSequence and time here.
local function settle(id, decision)
  local item = item_key(id)
  local place = place_of(id)
  send_held(place)
  local fields = {
    'decision', id .. '-' .. redis.call('HINCRBY', item, 'decisions', 1),
    'outcome', decision.outcome,
    'byType', decision.byType,
    'by', decision.by,
    'via', decision.via,
    'reasons', decision.reasons,
    'textFrom', decision.textFrom,
    'text', decision.text,
    'sequence', whole(redis.call('HINCRBY', key('sequences'), place, 1)),
    'decidedAt', whole(now),
  }
  local before = get(id, 'outcome')
  redis.call('HDEL', item, 'holder', 'lease', 'agreedWith', 'feedback', 'proposedBy', 'proposedFrom', 'proposedText')
  redis.call('HSET', item, 'state', 'DECIDED', unpack(fields))
  for _, name in ipairs({ 'agreedWith', 'feedback' }) do
    if decision[name] then
      redis.call('HSET', item, name, decision[name])
    end
  end
  redis.call('HINCRBY', item, 'version', 1)
  forget_place(id, place)
  count(before, decision.outcome)
  note_decided(id, now)
  note(id, decision.outcome, decision.by, decision.agreedWith)
  if decision.window and decision.window > 0 then
    local ending = whole(now + decision.window)
    redis.call('HSET', item, 'before', redis.call('HGET', key('published'), place) or '', 'undoableUntil', ending)
    redis.call('ZADD', key('held'), ending, id)
    redis.call('HSET', key('heldAt'), place, id)
  end
  note_published(id, place, decision.outcome, decision.textFrom)
  if not redis.call('ZSCORE', key('held'), id) then
    send(id)
  end
end

local function settle_by_policy(id, outcome, policy, reasons, text_from)
  settle(id, {
    outcome = outcome,
    byType = 'POLICY',
    by = policy,
    via = 'POLICY',
    reasons = reasons,
    textFrom = text_from,
    text = '',
  })
end

-- What a person says of an item that no one else holds: decides it, or, where two must agree, proposes until a second
-- person approves the same text. Nobody approves the text that is theirs. The verdict names outcome, textFrom, text,
-- reasons, feedback, via, window and two ('1' where two must agree).
local function take_verdict(id, reviewer, verdict)
  local item = item_key(id)
  local approves = verdict.outcome == 'APPROVED'
  local proposed = redis.call('HMGET', item, 'proposedBy', 'proposedFrom', 'proposedText')
  if verdict.two == '1' and approves and proposed[1] then
    if proposed[1] == reviewer then
      return { 'OWN' }
    end
    verdict.agreedWith, verdict.textFrom, verdict.text = proposed[1], proposed[2], proposed[3]
    verdict.outcome = proposed[2] == 'EDIT' and 'EDITED' or 'APPROVED'
  elseif verdict.two == '1' and (approves or verdict.outcome == 'EDITED') then
    redis.call('HSET', item, 'proposedBy', reviewer, 'proposedFrom', verdict.textFrom, 'proposedText', verdict.text)
    note(id, 'PROPOSED', reviewer, verdict.outcome)
    put_back(id)
    return with_item('PROPOSED', id)
  end
  verdict.byType, verdict.by = 'PERSON', reviewer
  settle(id, verdict)
  return with_item('ACCEPTED', id)
end
