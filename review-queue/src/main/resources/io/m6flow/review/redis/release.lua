-- Puts a claimed item back undecided; answers 0 if the claim no longer held.
-- ARGV: contentId, reviewer, fence
if not holds(ARGV[1], ARGV[2], ARGV[3]) then
  return 0
end
put_back(ARGV[1])
return 1
