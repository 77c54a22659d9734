"""Common English words: each is what it says, and no slip of the keys for a name that is spelled nearly like it."""

COMMON = frozenset(
    """
    able about above accept dated dates due duel dude dues access according account accounts across action active
    activity actual actually
    added adding addition address adds advance advice affect after again against ages agree agreed ahead aide
    allow allowed almost alone along already also although always among amounts analysis analyst analysts
    announce another answer anybody anyone anything apart appear appears apply area areas argue around arrive
    article aside asked asking aspect assess assets assume attack attempt attention author available average
    avoid aware away back backed backs balance ball band bank banks base based bases basic basis bear beat
    became because become been before began begin behind being belief believe below benefit beside best better
    between beyond bigger biggest bill black block blow blue board body bond bonds book books boom born both
    bottom bought bound break breaks brief bring broad broader broke broken brought budget build building built
    bulk bull business busy call called calls came capable capital care career careful carry case cases cash
    catch caught cause caused central cents certain chair challenge chance change charge chart charts cheap
    cheaper check chief child choice choose circle city civil claim class clean clear clearly client clients
    climb climbed close closed closer closes closing club coast code cold collapse colour combined come comes
    coming comment common company compare complete concern condition conditions confirm consider contain content
    context continue contract control cool cooled cooling copy core correct cost costs could count country
    couple course court cover covers crash create credit crisis cross crude current curve cuts cutting cycle
    daily damage dark data date dates dead deal deals dear debt decade decide decline deep deeper default
    deficit degree delay deliver demand depend depth describe design desk despite detail details develop differ
    different difficult direct direction discount discuss display distance divide dollar done door double doubt
    down draft draw drawn dream drive driven drop dropped during duty each earlier early earn earned earning
    earnings earth ease eased easier easing east easy economic economy edge effect effort eight either else
    email employ empty ended ending energy enjoy enough ensure enter entire entry equal equity error estimate
    even event events ever every everybody everyone everything evidence exact exactly examine example except
    exchange exist expect expected expects expense expert explain express extend extent extra face faced fact
    factor factory fail failed fair fairly faith fall falls false family farm fast faster father fault fear
    fears feature federal feed feel feels fell felt field fifth fight figure figures file fill filled film final
    finally finance find fine firm firms first fiscal five fixed flat fled float floor flow focus follow follows
    food foot force foreign forget form formal former forms forth forward found four fourth frame free freeze
    fresh friend from front fuel full fully fund funds further future gain gains game gave general gently
    getting give given giving glad global goal goes going gold gone good goods govern grade grain grand grant
    graph great greater green grew gross ground group groups grow growing grown growth guess guide half hand
    handle hands happen happens hard harder hardly have having head heads health hear heard heart heat heavy
    hedge height held hello help helped helps hence here hero hidden high higher highs hike hiked hikes hill
    hint hire hiring history hold holding holds hole holiday home homes honest hope hoped hour hours house
    houses housing huge human hundred hurt idea ideal ideas image imagine impact implied imply import important
    imports improve include income increase indeed index industry inflation inform inner input inside instead
    intend interest into invest invested investor investors involve issue issued issues item items itself jobs
    join joint judge jump jumped jumps just keen keep keeps kept kick kill kind king knew know known knows
    labour lack lagged land large larger largest last late later latter launch lead leader leading leads leap
    learn lease least leave left legal lend lending length less lesson letter level levels lies life lift lifted
    light like liked likely limit limits line lines link list listed listen little live lives load loan loans
    local long longer look looked looking looks loose lose losing loss losses lost love lower lowest lows luck
    lunch made mail main mainly major make maker makes making manage manager managers many march mark marked
    market markets marks mass master match matter mature maybe mean means meant measure media medium meet
    meeting member memory mental mention merely message metal method middle might mild mile mind mine minor
    minute minutes miss missed missing mixed model models modern modest money month months more morning mortgage
    most mother motion mount mouth move moved moves moving much must name named names narrow nation national
    near nearby nearly need needed needs negative neither neutral never news next nice night nine nobody noise
    none normal north notable note noted nothing notice number numbers object obtain obvious occur offer offered
    office officer often older once ones online only open opened opening opens operate opinion option options
    order ordered orders other others outlook output outside over overall owned owner pace pack page paid pain
    paint pair panel paper parent part partial partly parts party pass passed past path pattern pause paused
    pays peak peaked peaks people percent perfect perhaps period person phase phone pick picked piece place
    plain plan planned plans plant play player please plenty plot plus point points policy poll pool poor
    popular portfolio position positive possible posted pound power prefer prepare present press pressure pretty
    prevent price priced prices pricing primary prime print prior private prize problem process produce product
    profit profits program progress project promise proof proper propose protect prove provide public publish
    pull pulled pure purpose push pushed putting quality quarter quarters question quick quickly quiet quite
    quote quoted race raise raised raises raising rallied rally range rank rapid rare rate rates rather ratio
    reach reached react read reading ready real really reason receive recent recession record recover recovery
    reduce refer region related release relief rely remain remains remark remember remind remove rent rents
    repeat replace reply report reports require research reserve resist respond rest result results retail
    return returns reveal review revise revised rich ride right rise risen rises rising risk risks risky road
    rock role roll rolled room root rough round route rule rules running rush safe safer said sale sales same
    save saved saving savings says scale scared scene school scope score seasonal seat second secret section
    sector sectors secure seek seem seems seen self sell seller selling sells send senior sense sent separate
    series serious serve service services session sets setting settle seven several severe shall shape share
    shared shares sharp sharply sheet shift shifted ship shock shop short shorter should show showed shown shows
    shut sick side sides sign signal signs silent similar simple simply since single sink site sits size skill
    skip sleep slice slide slight slip slipped slow slowed slower slowing slowly small smaller smart smooth
    social soft softer sold solid solve some somebody someone something soon sorry sort sound source sources
    south space spare speak special speed spend spending spent spike spiked split spoke spot spread spreads
    spring square stable stack staff stage stake stand standard standardise standardised standardize
    standardized stands start started starts state stated states stats stay stayed steady steel steep stem step
    steps stick sticky still stock stocks stood stop stopped store stories story straight strange strategy
    stream street strength stress stressed strike string strong stronger struck structure study stuff style
    subject such sudden suffer suggest suit summary summer supply support suppose sure surely surface surge
    surged survey surveys sustain swap swing switch swung system table tail take taken takes taking talk talked
    tank target tariff tariffs task taste taught team tech tell tells tend tends term terms test tests text than
    thank thanks that theme themes then theory there thick thin thing things think third thirty this those
    though thought thousand threat three through throw thus tight tighten tighter tightest till time times tiny
    tips title today together told tomorrow tone tonight took tool total touch tough toward town trace track
    trade traded trader trades trading trail train treat tree trend trends trial trick tried trip trouble truck
    true truly trust truth trying turn turned turns twelve twenty twice type typical under union unit units
    unless unlike until upon upper upset urban used useful user uses using usual value values various vast
    version very view views visit voice volume vote wage wages wait waiting walk wall want wanted wants warm
    warn warned waste watch watched water wave weak weaker weakness wealth wear week weekend weekly weeks weigh
    weight well went were west what wheat wheel when where whether which while white whole whose wide widely
    widen widened wider wife wild will wind wine winter wire wise wish with within without wonder wood word
    words work worked worker workers working works world worried worry worse worst worth would wrap write writes
    wrong wrote yard year years yell yellow yesterday yield yields young your zero
    """.split()
)
