type Constructor<T = object> = new (...args: any[]) => T;
class Entity {
  constructor(readonly id: number, readonly name: string = "none") {}
  describe() {
    return `${this.id}:${this.name}`;
  }
  static kind = "entity";
  static make(id: number) {
    return new Entity(id);
  }
}
class User extends Entity {
  email = "a@b";
  override describe() {
    return `user ${super.describe()}`;
  }
}
function Timestamped<B extends Constructor>(Base: B) {
  return class extends Base {
    created = 5;
    age(now: number) {
      return now - this.created;
    }
  };
}
function Tagged<B extends Constructor<Entity>>(Base: B, prefix: string) {
  class Tagged extends Base {
    static count = 0;
    tags: string[] = [];
    constructor(...args: any[]) {
      super(...args);
      Tagged.count++;
      this.tags.push(prefix);
    }
    tag(t: string) {
      this.tags.push(prefix + t);
      return this;
    }
    override describe() {
      return `${super.describe()}[${this.tags.join()}]`;
    }
  }
  return Tagged;
}
const Loud = <B extends Constructor<{ describe(): string }>>(Base: B) =>
  class Loud extends Base {
    shout() {
      return this.describe().toUpperCase();
    }
  };
class Post extends Timestamped(Tagged(Entity, "#")) {
  constructor(id: number, readonly body: string) {
    super(id, "post");
  }
}
const post = new Post(1, "hello");
console.log(post.describe(), post.tag("a").tag("b").describe(), post.age(7), post.body, Post.kind);
const TaggedUser = Tagged(User, "@");
const u = new TaggedUser(7, "joe");
console.log(u.tag("x").describe(), u.email, TaggedUser.count, TaggedUser.kind);
console.log(TaggedUser.make(3).describe());
const L = Loud(TaggedUser);
console.log(new L(9, "zoe").shout(), TaggedUser.count, L.count, L.name, TaggedUser.name);
console.log(u instanceof User, u instanceof TaggedUser, post instanceof Entity, post instanceof TaggedUser, new L(1, "q") instanceof TaggedUser);
class Last extends Loud(Timestamped(User)) {
  override describe() {
    return "last " + super.describe();
  }
}
console.log(new Last(4, "m").shout(), new Last(4).age(10));
console.log(new Last(5), post, u);
function use(e: Entity) {
  return e.describe();
}
console.log([post, u, new Last(8)].map(use));
const a = Timestamped(User);
const b = Timestamped(User);
console.log(new a(1) instanceof b, new a(1) instanceof a, a.name);
type Stamped = InstanceType<typeof a>;
function old(s: Stamped) {
  return s.age(20);
}
console.log(old(new a(3)), old(new b(2)));
