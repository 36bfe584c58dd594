-- Answers how deliveries do: delivered, failed, dropped, waiting, dead, the age of the oldest that waits (-1: none), failures
-- in a row, the cause of the last one (empty: there was none), how long nothing is sent, why the endpoint is disabled
-- (empty: it is not). Times are in milliseconds.
local state = redis.call('HMGET', key('state'), 'delivered', 'failed', 'dropped', 'failures', 'trouble',
  'pausedUntil', 'heldUntil', 'disabled')
local oldest = redis.call('ZRANGE', key('open'), 0, 0, 'WITHSCORES')
local paused = math.max(tonumber(state[6] or 0), tonumber(state[7] or 0)) - now
return {
  state[1] or '0', state[2] or '0', state[3] or '0',
  whole(redis.call('ZCARD', key('open'))), whole(redis.call('ZCARD', key('dead'))),
  oldest[2] and whole(now - tonumber(oldest[2])) or '-1',
  state[4] or '0', state[5] or '', whole(math.max(paused, 0)), state[8] or ''
}
