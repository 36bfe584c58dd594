-- Answers when the endpoint became known, which is now if it never was.
redis.call('HSETNX', key('state'), 'since', whole(now))
return redis.call('HGET', key('state'), 'since')
