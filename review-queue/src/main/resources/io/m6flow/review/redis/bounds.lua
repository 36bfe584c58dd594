-- Answers the lowest score and the earliest deadline of what waits of this tenant; '' where nothing does.
local need, ending = bounds()
return { need, ending }
