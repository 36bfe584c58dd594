-- Puts back what was claimed under leases that have ended, and decides what is past its deadline: raw speech
-- goes out where it can stand in, all else is dropped. Answers how many items each was, at most a portion each.
-- ARGV: publishing policy, dropping policy, reasons
local returned = reclaim()
local late = redis.call('ZRANGEBYSCORE', key('deadlines'), '-inf', whole(now), 'LIMIT', 0, SWEPT_AT_ONCE)
for _, id in ipairs(late) do
  if get(id, 'raw') == '1' then
    settle_by_policy(id, 'EXPIRED', ARGV[1], ARGV[3], 'TRANSCRIPT')
  else
    settle_by_policy(id, 'EXPIRED', ARGV[2], ARGV[3], 'NOTHING')
  end
end
return { returned, #late }
