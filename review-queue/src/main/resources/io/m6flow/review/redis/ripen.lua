-- Sends decisions that can no longer be undone. Answers how many, at most a portion.
local ripe = redis.call('ZRANGEBYSCORE', key('held'), '-inf', whole(now), 'LIMIT', 0, SWEPT_AT_ONCE)
for _, id in ipairs(ripe) do
  send_held(place_of(id))
end
return #ripe
