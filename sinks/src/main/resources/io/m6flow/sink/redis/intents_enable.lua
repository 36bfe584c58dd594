-- Lets a disabled endpoint begin anew. Answers 1 if it was disabled, else 0.
local enabled = redis.call('HDEL', key('state'), 'disabled')
if enabled == 1 then
  redis.call('HDEL', key('state'), 'failures', 'failingSince', 'trouble', 'pausedUntil', 'pause', 'trial', 'heldUntil')
end
return enabled
