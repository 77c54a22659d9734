"""Words of the room: people, courtesies, moods and verbs that say nothing about which series, window or figure.

None of them can stand before a and make another series of it; where the desk gives one of them to a name, the name
wins.
"""

SMALLTALK = frozenset(
    """
    abit absolutely accordingly actual admittedly afaik afraid agree alas alert allegedly alright altogether annoying
    anyhow
    anyone anyways apologies apologise apologize apparently appreciate appreciated argue arguing argument aside asap
    ask asked
    asking asks aware awful awfully
    barely basically batch battered beaten beautiful because become becomes believe bet bizarre blimey bloody boring
    boss
    bother bothered brief briefing briefly brilliant bring bringing brings brought brutal btw buddy bunch busy buddies
    calc calculate calculated calculation came cares catch caught certain certainly chap chaps chase chasing chat
    bung chuck plonk slap stick throw whack
    cheeky cheers chief cio clarify clue colleagues comeback comfortable comment comments committee compute computed
    concerned concerning confirm confirmed confused confusing considering convinced convincing cos couldn coz crazy
    creep
    creeping creeps crept cuz curious curiosity
    dad damn dare dead decent deck definitely desperate dig discuss discussing doublecheck doubt doubtful doubts
    dropped dude dunno dying
    earth easily easy eh else email embarrassing er everyone everybodys evidently exactly exciting excuse explain
    eyeball
    fab fair fairly fancy fantastic fella fellas felt fetch feel feeling feels fishy flag fine finish finished folks
    forget
    forgot forgotten frankly friend friends fun funny fyi
    gather gee genuinely gents getting gist glance glad god gosh gotta grab grand grateful gonna guess guessing guy
    cold cool cooler hadn  hot hotter handy happen happening happens happy hardly hate haven having hear heard
    heads heck hell helpful hey hiya
    honest honestly hope hopefully hoping huge huh hurry hurting
    idea ideally idk imagine imho imo impressed impressive incidentally indeed info insane insanely interested
    interesting
    judge justify kick kidding kills kinda kindest knowing known knows kudos
    ladies lads later laugh learn legit legitimately lemme lets lie likely literally lol lot lots lovely luck lunch
    ma mad madness make makes making names mate mates maybe mention mentioned merely messy might mind mine moan mood
    morn mum must
    nah name namely nasty naturally nearly neat necessary needed needs nervous nice nicely nope noted notice noticed
    nuts
    obviously occasionally odd oddly officially oh oops ought ouch
    pardon particularly pathetic peek perhaps personally phone phrase pinch pitch plainly pm's pointing politely poor
    popped possible possibly presentation presenting presumably pretty probably proper properly punchy purely put puts
    putting puzzled
    question questions quickie quietly
    random rattled readers ready realise realised realize really reasonably reassure recall reckon referring refresh
    reminder reply report's request respond ridiculous righto roughly rubbish rude rumour rumours
    sanity satisfied scary scratch screen seeing seemingly sense seriously serious settle sharpish shit shock shocked
    shocking shouldn shout sir slick slide slides small-talk smart solely somehow sometimes somewhat soon sorry sort
    sound
    sounds spare speak specifically spooky squad starters steer sth stranger strange strangely stuck stupid suddenly
    suppose supposed supposedly sure surely surprise surprised surprising surprisingly suspect sweet
    talk talked talking talks tbh teammates terrible terribly thank theirs thinking thinks thought thoughts thread
    tidy tired try use using tldr tomorrow's tonight totally trouble truth try trying ty typing typo
    ugh ugly um undoubtedly unfortunately unreal ur urgent urgently usual usually
    verify via visit
    wait waiting wake wasn watch watching weird weirdly welcome weren whatcha whenever wherever whether whew whichever
    whoa wicked wish wonder wonderful wondering wondered worry worried worrying worth wouldn wow wrap wrong
    yall yay yea yep yet yikes yo yup
    add added adding allow allowed appear appeared arrive arrived assume assumed attach await bounce bounced break
    breaking
    build call called carry check checked choose clear  closed collect combine compile consider continue continued
    convert copy count cover crawl  decide deliver delivered depend describe detail develop differ display draft drag
    drift drifted drive driven drop earn earned eat edge edged enter estimate evaluate exceed extend extended fall fill
    flick format formatting fetch figure flash fold follow followed gauge glue grind  help highlight hit hold
    holding
    honour honours honoured hover hovering include included indicate inform  jot jump keep land landed last lean learn
    leave lie  linger  load loaded locate log manage manager managers measure measured merge monitor mount move
    notice obtain occur offer open operate overlay pace pack paste peg perform pile play pop post posted prepare preview
    print proceed process produce prove provide publish pull pulled push pushed quantify rank reach read recap  refer
    reflect regard register remain replace  represent require  rest retrieve  reveal review ride
    running save scan scroll search seek send sent serve settle  shift shipped shove sit sits sitting situated size
    sketch skip snap sort spell spit  stack stand standing stay stick store study submit sum summarise supply surface
    swap switch swing tabulate tally tee  test tick tie   touch track   transfer translate transpire
    travel treat trend trending turn type understand unfold update view wander warrant weigh work workout write
    bigger deeper faster fatter fat thin thick fatness smaller slower sooner steeper flatter wider tighter richer
    cheaper
    rich cheap richly skinny juicy healthy unhealthy stretched extended lofty heady pricey punchy modest muted decent
    solid
    firmer soggy frothy toppy bearish bullish gloomy rosy perky buoyant subdued benign brisk sluggish
    too also either neither instead likewise similarly respectively statistically historically technically visually
    numerically precisely exactly approximately annually lately nowadays recently currently presently
    trading fixing tracking north south trim spot-on
    therefore thus hence favour overall
    afternoon evening weekend tonight lunchtime format style fashion manner shape form layout picture
    pager pages page   dot  pointers headline-number ballpark lookback background context colour color
    """.split()
)
