-- Gives an item that was sent back its feedback. Answers 0 where there is no such item.
-- ARGV: contentId, feedback
if get(ARGV[1], 'outcome') ~= 'SENT_BACK' then
  return 0
end
redis.call('HSET', item_key(ARGV[1]), 'feedback', ARGV[2])
return 1
